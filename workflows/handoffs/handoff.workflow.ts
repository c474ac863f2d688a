import { patched, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { Activities } from '../../activities/index.js';
import type { Handoff } from '../../domain/handoffs/handoff.model.js';
import type { Instant } from '../../domain/instant.js';
import type { HandoffInput } from '../contracts/handoff.contract.js';
import { ACTIVITY_OPTIONS } from '../support/activity-options.js';
import { workflowNow } from '../support/workflow-clock.js';
import { openHandoff, untilAccepted } from './live-handoff.js';

const { prepareHandoff } = proxyActivities<Pick<Activities, 'prepareHandoff'>>(ACTIVITY_OPTIONS.handoffRecord);
const { sendHandoffBrief, pageForHandoff } = proxyActivities<Pick<Activities, 'sendHandoffBrief' | 'pageForHandoff'>>(
  ACTIVITY_OPTIONS.handoffNotice,
);

/** From this build on a handoff that slept until the next one had begun wakes nobody: the next one asks anew. */
const LATE_ONES_ARE_QUIET = '2026-11-27-late-handoffs-are-quiet';

/** One change of the guard: brief, acceptance, and somebody else where nobody accepts in time. Guide: G1.3 */
export async function handoff({ rule, at = scheduledAt() }: HandoffInput): Promise<Handoff> {
  const live = openHandoff();
  const { handoff: begun, isTaken, until } = await prepareHandoff({ rule, at, workflowId: workflowInfo().workflowId });
  live.state = begun;
  if (isTaken) return begun;
  const briefed = sendHandoffBrief(begun).catch(() => undefined); // the Temporal UI shows why; nobody waits for a mail server
  const missed = async (late: Handoff): Promise<'WAIT' | 'OVER'> => {
    const isOver = (late.acceptBy ?? until) < until && workflowNow() >= until;
    if (isOver && patched(LATE_ONES_ARE_QUIET)) return 'OVER';
    await pageForHandoff({ handoff: late, rule }).catch(() => undefined);
    return 'WAIT';
  };
  const ended = begun.acceptBy === null ? begun : await untilAccepted(live, begun, { acceptBy: begun.acceptBy, until, missed });
  await briefed;
  return ended;
}

/** A Temporal Schedule says when it was due, also when it is late after an outage. */
function scheduledAt(): Instant {
  const [due] = workflowInfo().searchAttributes['TemporalScheduledStartTime'] ?? [];
  return due instanceof Date ? due.getTime() : workflowNow();
}
