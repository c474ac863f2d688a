import { DAY_MS, MINUTE_MS, type Instant } from '../instant.js';
import type { LocalTime, ZoneRules } from '../oncall/zone-rules.js';

const WEEKDAYS = ['Thu', 'Fri', 'Sat', 'Sun', 'Mon', 'Tue', 'Wed'] as const; // 1970-01-01 was a Thursday
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

interface Reading {
  readonly local: LocalTime;
  readonly zone: string;
}

/** `Sun 29 Nov 02:10 Europe/London`. In UTC, and saying so, where the zone is unknown: a page goes out all the same. */
export function dateTimeText(rules: ZoneRules, zone: string, at: Instant): string {
  const reading = readingOf(rules, zone, at);
  return `${dayText(reading.local)} ${clockText(reading.local)} ${reading.zone}`;
}

/** `02:25 Europe/London`, with the day before it when that is another one than the day of `reference`. */
export function timeText(rules: ZoneRules, zone: string, at: Instant, reference: Instant): string {
  const reading = readingOf(rules, zone, at);
  const sameDay = readingOf(rules, zone, reference).local.epochDay === reading.local.epochDay;
  return sameDay ? `${clockText(reading.local)} ${reading.zone}` : dateTimeText(rules, zone, at);
}

/** ISO 8601 in UTC with milliseconds, `2026-11-29T02:10:00.000Z`, for machines. Years 0 to 9999. */
export function utcText(at: Instant): string {
  const { epochDay, minute } = utcOf(at);
  const { year, month, day } = civilDate(epochDay);
  const ms = modulo(at, MINUTE_MS);
  const seconds = `${two(Math.floor(ms / 1000))}.${String(ms % 1000).padStart(3, '0')}`;
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T${two(Math.floor(minute / 60))}:${two(minute % 60)}:${seconds}Z`;
}

function readingOf(rules: ZoneRules, zone: string, at: Instant): Reading {
  try {
    return { local: rules.toLocal(zone, at), zone };
  } catch {
    return { local: utcOf(at), zone: 'UTC' }; // the text names the zone it is in, so nobody is misled
  }
}

const utcOf = (at: Instant): LocalTime => ({
  epochDay: Math.floor(at / DAY_MS),
  minute: Math.floor(modulo(at, DAY_MS) / MINUTE_MS),
});

function dayText(local: LocalTime): string {
  const { month, day } = civilDate(local.epochDay);
  return `${WEEKDAYS[modulo(local.epochDay, 7)]} ${day} ${MONTHS[month - 1]}`;
}

const clockText = (local: LocalTime): string => `${two(Math.floor(local.minute / 60))}:${two(local.minute % 60)}`;

/** The Gregorian date of a day number, in years that begin on 1 March so that a leap day is the last of its year. */
function civilDate(epochDay: number): { readonly year: number; readonly month: number; readonly day: number } {
  const days = epochDay + 719_468; // since 0000-03-01
  const era = Math.floor(days / 146_097); // of 400 years
  const dayOfEra = days - era * 146_097;
  const leaps = Math.floor(dayOfEra / 1_460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return {
    year: era * 400 + yearOfEra + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1,
  };
}

const modulo = (value: number, by: number): number => ((value % by) + by) % by;
const two = (value: number): string => String(value).padStart(2, '0');
