import type { Shift } from './holder.js';
import { utc } from './icalendar.js';

/** Names one shift for ever: by its schedule and its beginning, whoever holds it, for however long, in whichever feed. */
export const shiftUid = (schedule: string, { from }: Pick<Shift, 'from'>): string => `${schedule}-${utc(from)}@tocsin`;

/** What a calendar says of a shift; the same in every feed, so that the same shift is the same entry everywhere. */
export const shiftSummary = (schedule: string, { via }: Pick<Shift, 'via'>, name: string): string =>
  `${name} on call (${schedule}${via === 'rotation' || via === 'temporary' ? '' : ', cover'})`;
