import { allHandlersFinished, condition, workflowInfo } from '@temporalio/workflow';
import type { PostIncidentInput } from '../contracts/post-incident.contract.js';
import type { LiveIncident } from './live-incident.js';
import { recordEvents } from './record-events.js';

/** With what the next run goes on. */
export type Next = Omit<PostIncidentInput, 'kind'>;

/** Records what happens until nothing more does here; goes on in a new run when history is long, or when this run was fenced off. */
export async function recordUntilOver(live: LiveIncident, fence: number, goOn: (next: Next) => Promise<never>): Promise<void> {
  const ended = await Promise.race([recordEvents(live, fence), untilHistoryIsLong(live)]);
  if (ended === null) return;
  await condition(allHandlersFinished);
  if (ended.status === 'LONG_HISTORY') await goOn({ snapshot: live.snapshot(), fence: fence + 1 });
  else await goOn({ snapshot: ended.snapshot, fence: ended.fence, carried: live.carried });
}

const LONG_HISTORY = { status: 'LONG_HISTORY' } as const;

/** Continue-as-new only when everything decided is recorded and answered. */
async function untilHistoryIsLong(live: LiveIncident): Promise<typeof LONG_HISTORY> {
  await condition(() => workflowInfo().continueAsNewSuggested && live.isAtRest && allHandlersFinished() && !live.over);
  return LONG_HISTORY;
}
