import { condition, defineQuery, defineSignal, proxyActivities, setHandler } from '@temporalio/workflow';
import type { Activities } from '../../activities/index.js';
import { acceptHandoff, missHandoff, supersedeHandoff } from '../../domain/handoffs/decide-handoff.js';
import type { Handoff } from '../../domain/handoffs/handoff.model.js';
import type { Instant } from '../../domain/instant.js';
import { HANDOFF_QUERIES, HANDOFF_SIGNALS, type HandoffAccepted } from '../contracts/handoff.contract.js';
import { ACTIVITY_OPTIONS } from '../support/activity-options.js';
import { workflowNow } from '../support/workflow-clock.js';

const { recordHandoff } = proxyActivities<Pick<Activities, 'recordHandoff'>>(ACTIVITY_OPTIONS.handoffRecord);

const handoffAccepted = defineSignal<[HandoffAccepted]>(HANDOFF_SIGNALS.accepted);
const stateQuery = defineQuery<Handoff | null>(HANDOFF_QUERIES.state);

/** A handoff in the memory of its workflow; null until it is known who hands over to whom. Handlers only push. */
export interface LiveHandoff {
  state: Handoff | null;
  readonly acceptances: readonly HandoffAccepted[];
}

/** Takes acceptances from the first moment, and answers what operators ask. */
export function openHandoff(): LiveHandoff {
  const acceptances: HandoffAccepted[] = [];
  const live: LiveHandoff = { state: null, acceptances };
  setHandler(handoffAccepted, (acceptance) => void acceptances.push(acceptance), { description: 'The incoming person takes over.' });
  setHandler(stateQuery, () => live.state, { description: 'Who hands over to whom, and what became of it.' });
  return live;
}

export interface Terms {
  readonly acceptBy: Instant;
  /** When the next handoff ends this one, or a late acceptance counts no more. */
  readonly until: Instant;
  /** Nobody accepted in time: somebody else is told. `OVER`: nobody needs to accept it any more. */
  readonly missed: (handoff: Handoff) => Promise<'WAIT' | 'OVER'>;
}

/** Waits for the acceptance, tells others where it does not come, and records what became of it. */
export async function untilAccepted(live: LiveHandoff, begun: Handoff, terms: Terms): Promise<Handoff> {
  let handoff = await acceptance(live, begun, terms.acceptBy);
  if (handoff.status === 'PENDING') {
    handoff = missHandoff(handoff);
    live.state = handoff;
    await recordHandoff(handoff);
    if ((await terms.missed(handoff)) === 'WAIT') handoff = await acceptance(live, handoff, terms.until);
  }
  handoff = supersedeHandoff(handoff);
  live.state = handoff;
  await recordHandoff(handoff);
  return handoff;
}

/** Waits until the incoming person has accepted, at most until `deadline`. */
async function acceptance(live: LiveHandoff, handoff: Handoff, deadline: Instant): Promise<Handoff> {
  const accepted = (): Handoff => live.acceptances.reduce(withAcceptance, handoff);
  const left = deadline - workflowNow();
  const summary = `${handoff.incoming ?? 'somebody'} accepts ${handoff.incidentKey ?? handoff.schedule}`;
  if (left > 0) await condition(() => accepted().status === 'ACCEPTED', left, { summary });
  live.state = accepted();
  return live.state;
}

function withAcceptance(sofar: Handoff, { person, at }: HandoffAccepted): Handoff {
  const decided = acceptHandoff(sofar, person, at);
  return decided.ok ? decided.value : sofar;
}
