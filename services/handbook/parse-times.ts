import { type Instant, SECOND_MS } from '../../domain/instant.js';
import { epochDayOf } from '../../domain/oncall/calendar-date.js';
import type { ZoneRules } from '../../domain/oncall/zone-rules.js';

const TIME = /^(\d{4}-\d{2}-\d{2})[ T]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?(Z|[+-](?:0\d|1[0-4]):[0-5]\d)?$/;

/** `2026-12-24 09:00`, alone or with an offset, on a date that exists. */
export function isTime(text: string): boolean {
  return Number.isFinite(epochDayOf(TIME.exec(text)?.[1] ?? ''));
}

/** A time with an offset is an instant; one without is read in `timezone`. null: it is no time. */
export function instantOf(text: string, timezone: string, zones: ZoneRules): Instant | null {
  const [, date = '', hour, minute, second = '0', offset] = TIME.exec(text) ?? [];
  const epochDay = epochDayOf(date);
  if (Number.isNaN(epochDay)) return null;
  if (offset !== undefined) return Date.parse(text.replace(' ', 'T'));
  return zones.toInstant(timezone, { epochDay, minute: Number(hour) * 60 + Number(minute) }) + Number(second) * SECOND_MS;
}
