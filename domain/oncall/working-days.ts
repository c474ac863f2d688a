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
  let { epochDay } = rules.toLocal(zone, from);
  for (let left = count; left > 0; ) {
    epochDay += 1;
    if (isWorkedOn(week, epochDay)) left -= 1;
  }
  return rules.toInstant(zone, { epochDay, minute: week.endMinute });
}

/** The first `minute` after local midnight of a working day that is later than `after`: of the same day where it is still to come. */
export function nextWorkingTime(
  after: Instant,
  minute: number,
  calendar: Omit<WorkingCalendar, 'week'> & { readonly week: WorkedDays },
): Instant {
  const { week, zone, rules } = calendar;
  for (let { epochDay } = rules.toLocal(zone, after); ; epochDay += 1) {
    const at = rules.toInstant(zone, { epochDay, minute });
    if (at > after && isWorkedOn(week, epochDay)) return at;
  }
}

/** Which days people work; the working week and the working hours of a handbook both say so. */
export type WorkedDays = Pick<WorkingWeek, 'days' | 'holidays'>;

const isWorkedOn = ({ days, holidays }: WorkedDays, epochDay: number): boolean =>
  days.includes(weekdayOf(epochDay)) && !holidays.includes(dateOfEpochDay(epochDay));
