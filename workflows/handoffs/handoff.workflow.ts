import { condition, defineQuery, defineSignal, proxyActivities, setHandler, workflowInfo } from '@temporalio/workflow';
import type { Activities } from '../../activities/index.js';
import type { HandoffRule } from '../../domain/handbook/handbook.model.js';
import { acceptHandoff, missHandoff, supersedeHandoff } from '../../domain/handoffs/decide-handoff.js';
import type { Handoff } from '../../domain/handoffs/handoff.model.js';
import type { Instant } from '../../domain/instant.js';
import { HANDOFF_QUERIES, HANDOFF_SIGNALS, type HandoffAccepted, type HandoffInput } from '../contracts/handoff.contract.js';
import { ACTIVITY_OPTIONS } from '../support/activity-options.js';
import { workflowNow } from '../support/workflow-clock.js';

const { prepareHandoff, recordHandoff } = proxyActivities<Pick<Activities, 'prepareHandoff' | 'recordHandoff'>>(
  ACTIVITY_OPTIONS.handoffRecord,
);
const { sendHandoffBrief, pageForHandoff } = proxyActivities<Pick<Activities, 'sendHandoffBrief' | 'pageForHandoff'>>(
  ACTIVITY_OPTIONS.handoffNotice,
);

const handoffAccepted = defineSignal<[HandoffAccepted]>(HANDOFF_SIGNALS.accepted);
const stateQuery = defineQuery<Handoff | null>(HANDOFF_QUERIES.state);

/** One change of the guard, in the memory of its workflow. Handlers only push. */
interface LiveHandoff {
  state: Handoff;
  readonly acceptances: readonly HandoffAccepted[];
}

/** One change of the guard: brief, acceptance, and somebody else where nobody accepts in time. Guide: G1.3 */
export async function handoff({ rule, at = scheduledAt() }: HandoffInput): Promise<Handoff> {
  const acceptances: HandoffAccepted[] = [];
  let live: LiveHandoff | null = null;
  setHandler(handoffAccepted, (acceptance) => void acceptances.push(acceptance), { description: 'The incoming person takes over.' });
  setHandler(stateQuery, () => live?.state ?? null, { description: 'Who hands over to whom, and what became of it.' });

  const { handoff: begun, isTaken, until } = await prepareHandoff({ rule, at, workflowId: workflowInfo().workflowId });
  live = { state: begun, acceptances };
  if (isTaken) return begun;
  const briefed = sendHandoffBrief(begun).catch(() => undefined); // the Temporal UI shows why; nobody waits for a mail server
  if (begun.acceptBy !== null) await untilAccepted(live, { rule, acceptBy: begun.acceptBy, until });
  await briefed;
  return live.state;
}

interface Terms {
  readonly rule: HandoffRule;
  readonly acceptBy: Instant;
  /** When the next handoff ends this one. */
  readonly until: Instant;
}

async function untilAccepted(live: LiveHandoff, { rule, acceptBy, until }: Terms): Promise<void> {
  await acceptance(live, acceptBy);
  if (live.state.status === 'PENDING') {
    live.state = missHandoff(live.state);
    await recordHandoff(live.state);
    await pageForHandoff({ handoff: live.state, rule }).catch(() => undefined);
    await acceptance(live, until);
  }
  live.state = supersedeHandoff(live.state);
  await recordHandoff(live.state);
}

/** Waits until the incoming person has accepted, at most until `deadline`. */
async function acceptance(live: LiveHandoff, deadline: Instant): Promise<void> {
  const accepted = (): Handoff => live.acceptances.reduce(withAcceptance, live.state);
  const left = deadline - workflowNow();
  const summary = `${live.state.incoming ?? 'somebody'} accepts ${live.state.schedule}`;
  if (left > 0) await condition(() => accepted().status === 'ACCEPTED', left, { summary });
  live.state = accepted();
}

function withAcceptance(sofar: Handoff, { person, at }: HandoffAccepted): Handoff {
  const decided = acceptHandoff(sofar, person, at);
  return decided.ok ? decided.value : sofar;
}

/** A Temporal Schedule says when it was due, also when it is late after an outage. */
function scheduledAt(): Instant {
  const [due] = workflowInfo().searchAttributes['TemporalScheduledStartTime'] ?? [];
  return due instanceof Date ? due.getTime() : workflowNow();
}
