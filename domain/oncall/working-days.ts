import type { WorkingWeek } from '../handbook/handbook.model.js';
import type { Instant } from '../instant.js';
import { dateOfEpochDay, weekdayOf } from './calendar-date.js';
import type { ZoneRules } from './zone-rules.js';

export interface WorkingCalendar {
  readonly week: WorkingWeek;
  readonly zone: string;
  readonly rules: ZoneRules;
}

/**
 * The end of the `count`th working day after the local day of `from`: that day itself never counts, so whoever is asked on a Friday
 * night has whole days left. Guarantee: always later than `from`, where `count` is 1 or more.
 */
export function workingDaysLater(from: Instant, count: number, { week, zone, rules }: WorkingCalendar): Instant {
  const holidays = new Set(week.holidays);
  const works = (epochDay: number): boolean => week.days.includes(weekdayOf(epochDay)) && !holidays.has(dateOfEpochDay(epochDay));
  let { epochDay } = rules.toLocal(zone, from);
  for (let left = count; left > 0; ) {
    epochDay += 1;
    if (works(epochDay)) left -= 1;
  }
  return rules.toInstant(zone, { epochDay, minute: week.endMinute });
}
