import { acceptHandoff } from '../../domain/handoffs/decide-handoff.js';
import type { HandoffsRepository } from '../../services/handoffs/handoffs.repository.js';
import type { HandoffSignals } from '../../services/orchestration/handoff-signals.port.js';

/** Handoffs whose workflows have a worker: an acceptance is recorded at once. */
export const settlingHandoffs = (handoffs: HandoffsRepository): HandoffSignals => ({
  accepted: async (_workflow, { person, at }) => {
    for (const waiting of await handoffs.waiting(['on-call'])) {
      const accepted = acceptHandoff(waiting, person, at);
      if (accepted.ok) await handoffs.settle(accepted.value);
    }
    return 'KEPT';
  },
});
