import type { HandoffRule } from '../../domain/handbook/handbook.model.js';
import type { Instant } from '../../domain/instant.js';

/** The registered name of the handoff workflow. */
export const HANDOFF_WORKFLOW = 'handoff';

/** The argument of the handoff workflow. */
export interface HandoffInput {
  readonly rule: HandoffRule;
  /** When the holder changes; absent: when the schedule that started this was due. */
  readonly at?: Instant;
}

export const HANDOFF_SIGNALS = { accepted: 'handoffAccepted' } as const;
export const HANDOFF_QUERIES = { state: 'state' } as const;

export interface HandoffAccepted {
  readonly person: string;
  readonly at: Instant;
}
