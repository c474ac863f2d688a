/** Everything that steers a terminal or reorders what is read. */
const STEERING = /[\p{Cc}\p{Cf}\u2028\u2029]+/gu;
const STEERING_BUT_LINES = /[^\P{Cc}\n\t]|[\p{Cf}\u2028\u2029]/gu;

/** A text from outside as one line that cannot steer a terminal. */
export const harmless = (text: string): string => text.replace(STEERING, ' ');

/** The same for a text of several lines. */
export const harmlessText = (text: string): string => text.replace(STEERING_BUT_LINES, ' ');
