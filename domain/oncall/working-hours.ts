import type { WorkingHours } from '../handbook/handbook.model.js';
import type { Instant } from '../instant.js';
import { dateOfEpochDay, weekdayOf } from './calendar-date.js';
import type { ZoneRules } from './zone-rules.js';

/** Whether people are at work at `at`, by the wall clock of the hours' own zone; on a holiday nobody is. Guide: G1.2 */
export function isWorkingTime(hours: WorkingHours, at: Instant, zones: ZoneRules): boolean {
  const { epochDay, minute } = zones.toLocal(hours.timezone, at);
  return isWorkingDay(hours, epochDay) && minute >= hours.fromMinute && minute < hours.toMinute;
}

/** Whether the local calendar date `epochDay` is one on which people work. */
export function isWorkingDay({ days, holidays }: WorkingHours, epochDay: number): boolean {
  return days.includes(weekdayOf(epochDay)) && !holidays.includes(dateOfEpochDay(epochDay));
}
