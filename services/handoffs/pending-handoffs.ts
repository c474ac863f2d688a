import { inTime } from '../config/in-time.js';
import type { PendingHandoffs } from '../escalation/responders.service.js';
import type { HandoffsRepository } from './handoffs.repository.js';

/** A page does not wait longer than this to learn who hands over. [I14] */
const WITHIN_MS = 300;

/** Until the incoming person accepts, whoever went is paged too. Guide: G1.3 */
export function pendingHandoffs(handoffs: HandoffsRepository, warn: (message: string, detail: object) => void): PendingHandoffs {
  return {
    async outgoingOf(schedules) {
      if (schedules.length === 0) return {};
      const asking = handoffs.waiting(schedules).catch((error: unknown) => {
        warn('who hands over could not be looked up; only the holder is paged', { why: String(error) });
        return [];
      });
      const waiting = await inTime(asking, WITHIN_MS, () => []);
      return Object.fromEntries(waiting.flatMap(({ schedule, outgoing }) => (outgoing === null ? [] : [[schedule, outgoing]])));
    },
  };
}
