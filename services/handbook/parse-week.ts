import type { WeekSpan } from '../../domain/handbook/schedule.model.js';
import { WEEKDAYS } from '../../domain/oncall/calendar-date.js';
import { MINUTES_PER_DAY, MINUTES_PER_WEEK } from '../../domain/oncall/wall-clock.js';

/** `09:00` of each of some days, or `Friday 17:00`. */
interface Moment {
  readonly weekday: string | null;
  readonly minute: number;
}

interface Hours {
  readonly days?: readonly number[] | undefined;
  readonly from: Moment;
  readonly to: Moment;
}

const EVERY_DAY = WEEKDAYS.map((_, day) => day);

/** The spans of the week that an entry of `during` means. An end at or before its beginning is that of the next day, or next week. */
export function weekSpansOf({ days = EVERY_DAY, from, to }: Hours): readonly WeekSpan[] {
  if (from.weekday !== null && to.weekday !== null) return [spanOf(minuteOfWeek(from), minuteOfWeek(to), MINUTES_PER_WEEK)];
  return days.map((day) => {
    const midnight = day * MINUTES_PER_DAY;
    return spanOf(midnight + from.minute, midnight + to.minute, MINUTES_PER_DAY);
  });
}

const spanOf = (from: number, to: number, round: number): WeekSpan => ({ from, to: to > from ? to : to + round });

const minuteOfWeek = ({ weekday, minute }: Moment): number => WEEKDAYS.findIndex((name) => name === weekday) * MINUTES_PER_DAY + minute;
