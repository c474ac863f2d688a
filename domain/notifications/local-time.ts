import { DAY_MS, type Instant, MINUTE_MS } from '../instant.js';
import { dateOfEpochDay, WEEKDAYS, weekdayOf } from '../oncall/calendar-date.js';
import type { LocalTime, ZoneRules } from '../oncall/zone-rules.js';

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
  const ms = modulo(at, MINUTE_MS);
  const seconds = `${two(Math.floor(ms / 1000))}.${String(ms % 1000).padStart(3, '0')}`;
  return `${dateOfEpochDay(epochDay)}T${two(Math.floor(minute / 60))}:${two(minute % 60)}:${seconds}Z`;
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
  const [, month, day] = dateOfEpochDay(local.epochDay).split('-').map(Number);
  const weekday = WEEKDAYS[weekdayOf(local.epochDay)] ?? '';
  return `${weekday.slice(0, 3)} ${day} ${MONTHS[(month ?? 1) - 1]}`;
}

const clockText = (local: LocalTime): string => `${two(Math.floor(local.minute / 60))}:${two(local.minute % 60)}`;

const modulo = (value: number, by: number): number => ((value % by) + by) % by;
const two = (value: number): string => String(value).padStart(2, '0');
