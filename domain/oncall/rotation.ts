import type { Rotation } from '../handbook/handbook.model.js';
import type { Instant } from '../instant.js';
import { epochDayOf } from './calendar-date.js';
import type { ZoneRules } from './zone-rules.js';

/** One turn of a rotation: the half-open span [from, to). `index` counts turns from the first; negative before it. */
export interface Turn {
  readonly index: number;
  readonly from: Instant;
  readonly to: Instant;
}

/**
 * The turn in which `at` lies, in constant time. Guarantee: `from <= at < to`, and the turn at `to` begins at `to`.
 * Handoffs are wall-clock times of `zone`, so that a turn over a clock change is an hour shorter or longer. The rotation reaches
 * back before its start: every instant has a turn. Guide: G1.1
 */
export function turnAt(rotation: Rotation, zone: string, at: Instant, zones: ZoneRules): Turn {
  const startDay = epochDayOf(rotation.starting);
  const handoff = (index: number): Instant =>
    zones.toInstant(zone, { epochDay: startDay + index * rotation.everyDays, minute: rotation.handoffMinute });

  const local = zones.toLocal(zone, at);
  const day = local.minute < rotation.handoffMinute ? local.epochDay - 1 : local.epochDay;
  const guess = Math.floor((day - startDay) / rotation.everyDays);
  // Where a handoff's wall-clock time occurs twice, the second pass over it reads like the turn before.
  const index = at >= handoff(guess + 1) ? guess + 1 : guess;
  return { index, from: handoff(index), to: handoff(index + 1) };
}

/** Whose turn it is, `offset` people further on. */
export function personOfTurn(rotation: Rotation, index: number, offset: number): string {
  const count = rotation.people.length;
  const person = rotation.people[(((index + offset) % count) + count) % count];
  if (person === undefined) throw new RangeError('a rotation without people');
  return person;
}
