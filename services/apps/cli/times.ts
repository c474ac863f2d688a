import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../domain/instant.js';
import { dateOfEpochDay, WEEKDAYS, weekdayOf } from '../../../domain/oncall/calendar-date.js';
import { systemClock } from '../../config/clock.js';
import { temporalZoneRules } from '../../handbook/zone-rules.temporal.js';

const zones = temporalZoneRules();

const UNITS = [
  [DAY_MS, 'd'],
  [HOUR_MS, 'h'],
  [MINUTE_MS, 'min'],
  [SECOND_MS, 's'],
] as const;

/** `4 min`, `2 h`; the largest unit that fits. */
function length(ms: number): string {
  const [unit, name] = UNITS.find(([unit]) => ms >= unit) ?? UNITS[3];
  return `${Math.floor(ms / unit)} ${name}`;
}

/** `in 4 min` or `4 min ago`, as of now. */
export function relative(iso: string): string {
  const ms = Date.parse(iso) - systemClock.now();
  return ms >= 0 ? `in ${length(ms)}` : `${length(-ms)} ago`;
}

/** `4 min`: how long it has been. */
export const age = (iso: string): string => length(Math.max(systemClock.now() - Date.parse(iso), 0));

/** `2026-11-23 02:47:10Z` */
export const stamp = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 19)}Z`;

/** `02:47:10Z` */
export const clockTime = (iso: string): string => `${iso.slice(11, 19)}Z`;

/** `2026-11-30 09:00 Mon`, by the clocks of `zone`. */
export function localStamp(iso: string, zone: string): string {
  const { epochDay, minute } = zones.toLocal(zone, Date.parse(iso));
  const clock = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  return `${dateOfEpochDay(epochDay)} ${clock} ${(WEEKDAYS[weekdayOf(epochDay)] ?? '').slice(0, 3)}`;
}

/** `PT1H30M` as `1h30m`; `PT0S` as `0`. */
export const shortDuration = (iso: string): string =>
  iso === 'PT0S' ? '0' : iso.replace('PT', '').replace('P', '').replace('T', '').toLowerCase();
