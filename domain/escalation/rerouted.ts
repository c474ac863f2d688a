import { type Incident, isOpen, ladderOf } from '../incidents/incident.model.js';
import type { Instant } from '../instant.js';
import type { MovedShift } from '../oncall/moved-shifts.js';

/** A rung of a running incident that would page somebody else than now, unless somebody acknowledges before. */
export interface Rerouted {
  readonly incident: string;
  readonly schedule: string;
  readonly at: Instant;
  readonly before: string | null;
  readonly after: string | null;
}

/**
 * Where moved shifts reach into a ladder that is running. Its rungs and times are pinned and stay; who holds a schedule is looked up
 * when a rung is reached. Guide: G1.2
 */
export function rerouted(incident: Incident, shifts: readonly MovedShift[]): readonly Rerouted[] {
  if (!isOpen(incident) || incident.ladder?.kind !== 'STEP') return [];
  const { steps, exhausted } = ladderOf(incident);
  const found: Rerouted[] = [];
  let at = incident.ladder.dueAt;
  for (const step of [...steps.slice(incident.ladder.step + 1), { targets: exhausted.targets, windowMs: 0 }]) {
    for (const { kind, id } of step.targets) {
      const moved = kind === 'schedule' && shifts.find((shift) => shift.schedule === id && shift.from <= at && at < shift.to);
      if (moved) found.push({ incident: incident.key, schedule: id, at, before: moved.before, after: moved.after });
    }
    at += step.windowMs;
  }
  return found;
}
