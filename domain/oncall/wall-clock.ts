import type { Instant } from '../instant.js';
import type { ZoneRules } from './zone-rules.js';

export const MINUTES_PER_DAY = 1_440;
export const MINUTES_PER_WEEK = 7 * MINUTES_PER_DAY;

/** What the clocks of `zone` show at `at`, as minutes since 1970-01-01 00:00 of the local calendar. */
export function wallMinute(zone: string, at: Instant, zones: ZoneRules): number {
  const { epochDay, minute } = zones.toLocal(zone, at);
  return epochDay * MINUTES_PER_DAY + minute;
}

/** When the clocks of `zone` show `wall`, in minutes since 1970-01-01 00:00 of the local calendar; total, see `ZoneRules.toInstant`. */
export function wallInstant(zone: string, wall: number, zones: ZoneRules): Instant {
  const epochDay = Math.floor(wall / MINUTES_PER_DAY);
  return zones.toInstant(zone, { epochDay, minute: wall - epochDay * MINUTES_PER_DAY });
}
