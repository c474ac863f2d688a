import type { Rotation } from '../handbook/schedule.model.js';
import type { Instant } from '../instant.js';
import { epochDayOf } from './calendar-date.js';
import { MINUTES_PER_DAY, wallInstant, wallMinute } from './wall-clock.js';
import type { ZoneRules } from './zone-rules.js';

/** One turn of a rotation: the half-open span [from, to). `index` counts turns from the first; negative before it. */
export interface Turn {
  readonly index: number;
  readonly from: Instant;
  readonly to: Instant;
}

/**
 * The turn in which `at` lies, in constant time. Guarantee: `from <= at < to`, and the turn at `to` begins at `to`.
 * Handoffs are wall-clock times of `zone`, also those of turns of hours, so that a turn over a clock change is as much shorter or
 * longer as the day is; one that lies wholly in a skipped hour is empty, and nobody's. The rotation reaches back before its start:
 * every instant has a turn. Guide: G1.1
 */
export function turnAt(rotation: Rotation, zone: string, at: Instant, zones: ZoneRules): Turn {
  const start = epochDayOf(rotation.starting) * MINUTES_PER_DAY + rotation.handoffMinute;
  const length = turnMinutes(rotation);
  const handoff = (index: number): Instant => wallInstant(zone, start + index * length, zones);

  let index = Math.floor((wallMinute(zone, at, zones) - start) / length);
  let to = handoff(index + 1);
  // Where wall-clock times occur twice, the second pass over them reads like turns that are over.
  while (at >= to) {
    index += 1;
    to = handoff(index + 1);
  }
  return { index, from: handoff(index), to };
}

/** How long a turn is, in minutes of the wall clock. */
export function turnMinutes({ everyDays, everyHours = 0 }: Rotation): number {
  return everyDays * MINUTES_PER_DAY + everyHours * 60;
}

/** Whose turn it is, `offset` people further on. */
export function personOfTurn(rotation: Rotation, index: number, offset: number): string {
  const count = rotation.people.length;
  const person = rotation.people[(((index + offset) % count) + count) % count];
  if (person === undefined) throw new RangeError('a rotation without people');
  return person;
}
