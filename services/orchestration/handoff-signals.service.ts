import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { HANDOFF_SIGNALS, type HandoffAccepted } from '../../workflows/contracts/handoff.contract.js';
import type { HandoffSignals } from './handoff-signals.port.js';
import { orUnavailable } from './rpc-failure.js';

export class HandoffSignalsService implements HandoffSignals {
  constructor(private readonly client: Client) {}

  async accepted(workflowId: string, acceptance: HandoffAccepted): Promise<'KEPT' | 'OVER'> {
    try {
      await orUnavailable(this.client.workflow.getHandle(workflowId).signal(HANDOFF_SIGNALS.accepted, acceptance));
      return 'KEPT';
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return 'OVER';
      throw error;
    }
  }
}
