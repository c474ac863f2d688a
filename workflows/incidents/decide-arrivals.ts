import { condition } from '@temporalio/workflow';
import type { LiveIncident } from './live-incident.js';

/** One fiber decides what arrives, in one order; also what arrives at the very end, so that nobody waits in vain. */
export async function decideArrivals(live: LiveIncident): Promise<never> {
  for (;;) {
    await condition(() => live.hasArrivals);
    live.catchUp();
  }
}
