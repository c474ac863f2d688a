import type { Severity, Target, Urgency } from '../handbook/handbook.model.js';
import type { DurationMs } from '../instant.js';

/** One rung: page the targets, then wait `windowMs` for an acknowledgement before the next. No targets: it only waits. */
export interface PlanStep {
  readonly targets: readonly Target[];
  readonly windowMs: DurationMs;
  /** `AGAIN`: the same people as before, so whoever declines passes it over. `TELL`: nobody is woken, and the ladder waits for nobody. */
  readonly how?: 'AGAIN' | 'TELL';
}

/** Guide: G1.2 */
export interface LadderPlan {
  readonly urgency: Urgency;
  readonly steps: readonly PlanStep[];
  /** After the last window: everybody here, again and again until somebody answers. */
  readonly exhausted: { readonly targets: readonly Target[]; readonly repeatEveryMs: DurationMs };
  readonly ackExpiresAfterMs: DurationMs | null;
  readonly reopenWindowMs: DurationMs;
  /** null: a person resolves. */
  readonly autoResolveAfterMs: DurationMs | null;
}

/** A policy resolved for one incident when it begins, and pinned: a later handbook version does not change it. */
export interface EscalationPlan {
  readonly policy: string;
  readonly ladders: Readonly<Record<Severity, LadderPlan>>;
}
