import type { Instant } from '../instant.js';
import { dateOfEpochDay, WEEKDAYS, weekdayOf } from './calendar-date.js';
import type { ZoneRules } from './zone-rules.js';

/** `Mon 2026-11-30 09:00` on the clocks of `zone`. */
export function clockReading(at: Instant, zone: string, zones: ZoneRules): string {
  const { epochDay, minute } = zones.toLocal(zone, at);
  const clock = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  return `${(WEEKDAYS[weekdayOf(epochDay)] ?? '').slice(0, 3)} ${dateOfEpochDay(epochDay)} ${clock}`;
}
