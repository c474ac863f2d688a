import type { Target } from '../../domain/handbook/handbook.model.js';
import { type Incident, ladderOf } from '../../domain/incidents/incident.model.js';
import type { Instant } from '../../domain/instant.js';

/** The rung after the last step. */
export const CATCH_ALL = 'c';

/** One rung as the page shows it. `at`: when it is or was to be paged; null where nothing is scheduled. */
export interface ShownRung {
  /** As in the ids of pages: `s0`, `s1`, … (`t0`, `t1`, … where people are only told) and `c` for the catch-all. */
  readonly id: string;
  readonly how: 'PAGE' | 'AGAIN' | 'TELL' | 'WAIT';
  readonly targets: readonly Target[];
  readonly state: 'PAGED' | 'NOW' | 'NEXT' | 'LATER' | 'RESTING';
  readonly at: Instant | null;
}

/**
 * The whole ladder as things stand: what was paged, what is being paged, and when each further rung is unless somebody
 * acknowledges. Guide: G1.2
 */
export function shownRungs(incident: Incident): readonly ShownRung[] {
  const { steps, exhausted } = ladderOf(incident);
  const standing = standingOf(incident);
  const due = dueTimes(incident);
  return [...steps, exhausted].map((step, i) => ({
    id: i === steps.length ? CATCH_ALL : `${howOf(step) === 'TELL' ? 't' : 's'}${i}`,
    how: howOf(step),
    targets: step.targets,
    state: stateOf(i, standing),
    at: due[i] ?? null,
  }));
}

function howOf(step: { readonly targets: readonly Target[]; readonly how?: 'AGAIN' | 'TELL' }): ShownRung['how'] {
  return step.how ?? (step.targets.length === 0 ? 'WAIT' : 'PAGE');
}

interface Standing {
  /** The rung that is being paged. */
  readonly current: number | null;
  /** The rung that is paged next; null: paging rests. */
  readonly next: number | null;
}

function standingOf(incident: Incident): Standing {
  const { ladder } = incident;
  if (ladder === null) return { current: null, next: null };
  switch (ladder.kind) {
    case 'STEP':
      return { current: ladder.step, next: ladder.step + 1 };
    case 'DIRECT':
      return { current: null, next: ladder.step };
    case 'EXHAUSTED':
      return { current: ladderOf(incident).steps.length, next: ladderOf(incident).steps.length + 1 };
  }
}

function stateOf(i: number, { current, next }: Standing): ShownRung['state'] {
  if (next === null) return 'RESTING';
  if (i === current) return 'NOW';
  if (i < next) return 'PAGED';
  return i === next ? 'NEXT' : 'LATER';
}

/** When each rung after the standing one is paged: its predecessor's deadline. */
function dueTimes(incident: Incident): readonly (Instant | undefined)[] {
  const { ladder } = incident;
  const { steps } = ladderOf(incident);
  const due: (Instant | undefined)[] = [];
  if (ladder === null || ladder.kind === 'EXHAUSTED') return due;
  let next = ladder.kind === 'STEP' ? ladder.step + 1 : ladder.step;
  let at = ladder.dueAt;
  for (; next <= steps.length; next += 1) {
    due[next] = at;
    at += steps[next]?.windowMs ?? 0;
  }
  return due;
}
