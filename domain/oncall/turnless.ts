import type { Layer, Rotation, WeekSpan } from '../handbook/schedule.model.js';
import { epochDayOf, weekdayOf } from './calendar-date.js';
import { personOfTurn, turnMinutes } from './rotation.js';
import { MINUTES_PER_DAY, MINUTES_PER_WEEK } from './wall-clock.js';

/**
 * Who of a layer's people is never on call in it, because turns are counted over the hours that it leaves out too: of seven people
 * who change daily, two whose days are always Saturday and Sunday. By the wall clock, clock changes apart.
 */
export function turnlessPeople({ rotation, during }: Layer): readonly string[] {
  const length = turnMinutes(rotation);
  if (during === undefined || length >= MINUTES_PER_WEEK) return [];
  const served = new Set<string>();
  for (let index = 0; index < turnsUntilSame(rotation); index += 1) {
    const from = weekMinuteOf(rotation) + index * length;
    if (during.some((span) => meet(span, from % MINUTES_PER_WEEK, length))) served.add(personOfTurn(rotation, index, 0));
    if (served.size === new Set(rotation.people).size) return [];
  }
  return [...new Set(rotation.people)].filter((person) => !served.has(person));
}

/** After so many turns the same people have the same hours of the week again. */
function turnsUntilSame(rotation: Rotation): number {
  const length = turnMinutes(rotation);
  const all = length * rotation.people.length;
  return (all / commonDivisor(all, MINUTES_PER_WEEK)) * (MINUTES_PER_WEEK / length);
}

const commonDivisor = (a: number, b: number): number => (b === 0 ? a : commonDivisor(b, a % b));

/** When the first turn begins, in minutes since Sunday 00:00. */
function weekMinuteOf({ starting, handoffMinute }: Rotation): number {
  return weekdayOf(epochDayOf(starting)) * MINUTES_PER_DAY + handoffMinute;
}

/** Whether a turn, shorter than a week, has a moment of the span, in this week or over its ends. */
function meet(span: WeekSpan, from: number, length: number): boolean {
  return [-1, 0, 1].some((weeks) => {
    const shifted = from + weeks * MINUTES_PER_WEEK;
    return shifted < span.to && span.from < shifted + length;
  });
}
