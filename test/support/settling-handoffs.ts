import { acceptHandoff } from '../../domain/handoffs/decide-handoff.js';
import type { HandoffsRepository } from '../../services/handoffs/handoffs.repository.js';
import type { HandoffSignals } from '../../services/orchestration/handoff-signals.port.js';

/** Handoffs whose workflows have a worker: an acceptance is recorded at once. */
export const settlingHandoffs = (handoffs: HandoffsRepository): HandoffSignals => ({
  accepted: async (workflow, { person, at }) => {
    const all = await handoffs.list({ person: null, role: 'ADMIN' }, { schedule: null, limit: 100 });
    for (const waiting of all.filter(({ workflowId }) => workflowId === workflow)) {
      const accepted = acceptHandoff(waiting, person, at);
      if (accepted.ok) await handoffs.settle(accepted.value);
    }
    return 'KEPT';
  },
});
