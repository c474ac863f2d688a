import type { EscalationPolicy, Target } from '../handbook/handbook.model.js';
import type { DurationMs } from '../instant.js';
import { highUrgencySteps } from './build-plan.js';

/** One rung of a ladder, in milliseconds since the first page. */
export interface LadderRow {
  readonly targets: readonly Target[];
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
export function ladderTable(policy: EscalationPolicy, timing: EscalationPolicy['timing']): LadderTable {
  let elapsed = 0;
  const rows = highUrgencySteps({ timing, steps: policy.steps }).map(({ targets, windowMs }) => {
    const pagedAfterMs = elapsed;
    elapsed += windowMs;
    return { targets, pagedAfterMs, answerByMs: elapsed };
  });
  return { timing, rows, exhaustedAfterMs: elapsed };
}
