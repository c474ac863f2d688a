import type { Instant } from '../instant.js';

/** One entry of a calendar (RFC 5545 calls it VEVENT), printed in UTC to the second. */
export interface CalendarEvent {
  /** Names the entry wherever it appears and however it changes. */
  readonly uid: string;
  /** Greater whenever what the entry says has changed. */
  readonly sequence: number;
  /** When it began to say what it says. */
  readonly changedAt: Instant;
  readonly from: Instant;
  /** Exclusive. */
  readonly to: Instant;
  readonly summary: string;
}

export interface Calendar {
  readonly name: string;
  /** How often readers are asked to come again, an ISO 8601 duration. */
  readonly refresh: string;
  readonly events: readonly CalendarEvent[];
}

const LINE_END = '\r\n';
/** RFC 5545, 3.1: octets of a line at most, its end excluded. */
const LINE_OCTETS = 75;
/** So plain and short a line needs no counting; nearly every one is. */
const SHORT = new RegExp(`^[ -~]{0,${LINE_OCTETS}}$`);

/**
 * The calendar as RFC 5545 (with RFC 7986 and the extensions that Outlook, Google and Apple read) writes it. Guarantee: the same text
 * for the same calendar, CRLF, no line over 75 octets of UTF-8, and nothing in a text can end its line or begin another property.
 * Being on call does not make anybody busy. Guide: G1.1
 */
export function printCalendar({ name, refresh, events }: Calendar): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Tocsin//On call//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `NAME:${escaped(name)}`,
    `X-WR-CALNAME:${escaped(name)}`,
    `REFRESH-INTERVAL;VALUE=DURATION:${refresh}`,
    `X-PUBLISHED-TTL:${refresh}`,
    ...events.flatMap(linesOf),
    'END:VCALENDAR',
  ];
  return lines.map((line) => folded(line) + LINE_END).join('');
}

function linesOf({ uid, sequence, changedAt, from, to, summary }: CalendarEvent): readonly string[] {
  const changed = utc(changedAt);
  return [
    'BEGIN:VEVENT',
    `UID:${escaped(uid)}`,
    `SEQUENCE:${sequence}`,
    `DTSTAMP:${changed}`,
    `LAST-MODIFIED:${changed}`,
    `DTSTART:${utc(from)}`,
    `DTEND:${utc(to)}`,
    `SUMMARY:${escaped(summary)}`,
    'TRANSP:TRANSPARENT',
    'X-MICROSOFT-CDO-BUSYSTATUS:FREE',
    'END:VEVENT',
  ];
}

/** `20261130T140000Z` */
export const utc = (at: Instant): string => `${new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;

const LINE_BREAK = /\r\n|[\r\n\u0085\u2028\u2029]/g;
const CONTROL = /\p{Cc}/gu;

/** A text as a property's value. A line break becomes `\n`, other control characters become blanks. */
const escaped = (text: string): string =>
  text
    .replace(/[\\;,]/g, '\\$&')
    .replace(LINE_BREAK, '\\n')
    .replace(CONTROL, ' ');

/** Cut between characters, never within one; each further line begins with a blank. */
function folded(line: string): string {
  if (SHORT.test(line)) return line;
  let text = '';
  let octets = 0;
  for (const character of line) {
    const size = octetsOf(character);
    if (octets + size > LINE_OCTETS) {
      text += `${LINE_END} `;
      octets = 1;
    }
    text += character;
    octets += size;
  }
  return text;
}

/** Of UTF-8. Half a surrogate pair is written as U+FFFD, which takes three. */
function octetsOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}
