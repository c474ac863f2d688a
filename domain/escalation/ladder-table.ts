import type { EscalationPolicy, Handbook, Target } from '../handbook/handbook.model.js';
import type { DurationMs } from '../instant.js';
import type { PlanStep } from './plan.model.js';
import { ladderSteps } from './plan-steps.js';

/** One rung of a ladder, in milliseconds since the first page. */
export interface LadderRow {
  /** Empty: the ladder only waits. */
  readonly targets: readonly Target[];
  readonly how?: PlanStep['how'];
  readonly pagedAfterMs: DurationMs;
  readonly answerByMs: DurationMs;
}

export interface LadderTable {
  readonly timing: EscalationPolicy['timing'];
  readonly rows: readonly LadderRow[];
  /** When the catch-all is paged. */
  readonly exhaustedAfterMs: DurationMs;
}

/** When each rung is paged and must have answered, if nobody does, under one reading of the policy's times. Guide: G1.2 */
export function ladderTable(
  handbook: Pick<Handbook, 'escalation'>,
  policy: EscalationPolicy,
  timing: EscalationPolicy['timing'],
): LadderTable {
  let elapsed = 0;
  const rows = ladderSteps(handbook, { ...policy, timing }, { severity: null }).map(({ targets, windowMs, how }) => {
    const pagedAfterMs = elapsed;
    elapsed += windowMs;
    return { targets, pagedAfterMs, answerByMs: elapsed, ...(how === undefined ? {} : { how }) };
  });
  return { timing, rows, exhaustedAfterMs: elapsed };
}
