import { DomainFailure } from '../error.js';
import type { Handbook, Override, Rotation, Schedule } from '../handbook/handbook.model.js';
import type { Instant } from '../instant.js';
import { personOfTurn, turnAt } from './rotation.js';
import type { ZoneRules } from './zone-rules.js';

/** `person` holds the schedule throughout [from, to), by turn or by cover. */
export interface Shift {
  readonly person: string;
  readonly from: Instant;
  readonly to: Instant;
  readonly via: 'rotation' | 'override';
}

/**
 * Who holds a schedule at an instant. Guarantee: exactly one person, `from <= at < to`, and the same answer for every instant in
 * between; the rotation costs constant time, however far away `at` is.
 *
 * A schedule's own overrides win over its rotation, the last one in the list over earlier ones. A schedule that follows another
 * takes its rotation and zone, shifted by `offset` people, but not its overrides: a cover of the primary does not move the secondary.
 * Throws `NOT_FOUND` for a schedule that the handbook does not have. Guide: G1.1
 */
export function holderAt(handbook: Handbook, scheduleId: string, at: Instant, zones: ZoneRules): Shift {
  const schedule = scheduleOf(handbook, scheduleId);
  const { rotation, timezone, offset } = rotationBehind(handbook, schedule);
  const turn = turnAt(rotation, timezone, at, zones);
  const winner = schedule.overrides.findLastIndex((override) => covers(override, at));
  const cover = schedule.overrides[winner];
  const base: Shift = cover
    ? { person: cover.person, from: cover.from, to: cover.to, via: 'override' }
    : { person: personOfTurn(rotation, turn.index, offset), from: turn.from, to: turn.to, via: 'rotation' };
  return trimmed(base, schedule.overrides.slice(winner + 1), at);
}

/** Every shift that has a moment in [span.from, span.to), oldest first, without gap or overlap, each in its full length. */
export function shiftsBetween(
  handbook: Handbook,
  scheduleId: string,
  span: { readonly from: Instant; readonly to: Instant },
  zones: ZoneRules,
): readonly Shift[] {
  const shifts: Shift[] = [];
  for (let at = span.from; at < span.to; ) {
    const shift = holderAt(handbook, scheduleId, at, zones);
    shifts.push(shift);
    at = shift.to;
  }
  return shifts;
}

/** The part of `shift` around `at` that no stronger override takes away; none of `stronger` covers `at`. */
function trimmed(shift: Shift, stronger: readonly Override[], at: Instant): Shift {
  let { from, to } = shift;
  for (const override of stronger) {
    if (override.to <= override.from) continue;
    if (override.to <= at) from = Math.max(from, override.to);
    else to = Math.min(to, override.from);
  }
  return { ...shift, from, to };
}

const covers = (override: Override, at: Instant): boolean => override.from <= at && at < override.to;

function scheduleOf(handbook: Handbook, id: string): Schedule {
  const schedule = Object.hasOwn(handbook.schedules, id) ? handbook.schedules[id] : undefined;
  if (!schedule) throw new DomainFailure({ code: 'NOT_FOUND', detail: `the handbook has no schedule ${id}`, field: 'schedule' });
  return schedule;
}

function rotationBehind(handbook: Handbook, schedule: Schedule): { rotation: Rotation; timezone: string; offset: number } {
  let current = schedule;
  let offset = 0;
  // A compiled handbook has no circle of followers; the bound keeps a hand-made one from hanging.
  for (let hops = Object.keys(handbook.schedules).length; hops >= 0; hops -= 1) {
    if (current.source.kind === 'rotation') return { rotation: current.source.rotation, timezone: current.timezone, offset };
    offset += current.source.offset;
    current = scheduleOf(handbook, current.source.schedule);
  }
  throw new DomainFailure({ code: 'INVALID_HANDBOOK', detail: `the schedule ${schedule.id} follows itself`, field: 'schedule' });
}
