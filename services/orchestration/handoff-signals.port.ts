import type { HandoffAccepted } from '../../workflows/contracts/handoff.contract.js';

/** Tells a handoff's workflow that somebody takes over. */
export interface HandoffSignals {
  /** Durable: kept by Temporal while no worker runs. `OVER`: the workflow has ended. */
  accepted(workflowId: string, acceptance: HandoffAccepted): Promise<'KEPT' | 'OVER'>;
}
