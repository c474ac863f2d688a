import { allHandlersFinished, CancellationScope, condition, continueAsNew, workflowInfo } from '@temporalio/workflow';
import { unopened } from '../../domain/incidents/evolve.js';
import { open } from '../../domain/incidents/open.js';
import type { IncidentInput, IncidentOutcome } from '../contracts/incident.contract.js';
import { workflowNow } from '../support/workflow-clock.js';
import { answerPeople } from './answer-people.js';
import { decideArrivals } from './decide-arrivals.js';
import { deliverPages } from './deliver-pages.js';
import { findResponders } from './find-responders.js';
import { keepStatusPage } from './keep-status-page.js';
import { letNoDeadlinePass } from './let-no-deadline-pass.js';
import { LiveIncident } from './live-incident.js';
import { recordEvents } from './record-events.js';
import { showOperators } from './show-operators.js';

/** One incident, from its first alert until it is closed. Guide: G1.2, G2 */
export async function incident(input: IncidentInput): Promise<IncidentOutcome> {
  const live = begin(input);
  answerPeople(live);
  noteCancellation(live);
  return await CancellationScope.nonCancellable(async () => {
    void decideArrivals(live);
    void showOperators(live);
    void findResponders(live); // G1.1: whoever is on call when the step fires
    void deliverPages(live); // G1.2: over each person's contact methods
    void keepStatusPage(live); // G2.5: what a person decided to tell the public
    void letNoDeadlinePass(live); // G1.2: the next step, unless somebody acknowledges
    await recordUntilOver(live, input.fence);
    await condition(allHandlersFinished);
    return { key: live.state.key, status: live.state.status, events: live.state.lastSeq };
  });
}

function begin(input: IncidentInput): LiveIncident {
  if (input.kind === 'RESUME') return resume(input);
  const live = new LiveIncident({ incident: unopened(input.opening), results: [] });
  live.record(open(input.opening, workflowNow()));
  return live;
}

function resume({ snapshot, carried = [] }: Extract<IncidentInput, { kind: 'RESUME' }>): LiveIncident {
  const live = new LiveIncident(snapshot);
  live.receiveCarried(carried);
  return live;
}

/** Records what happens until the incident is over; goes on in a new run when history is long, or when this run was fenced off. */
async function recordUntilOver(live: LiveIncident, fence: number): Promise<void> {
  const ended = await Promise.race([recordEvents(live, fence), untilHistoryIsLong(live)]);
  if (ended === null) return;
  await condition(allHandlersFinished);
  if (ended.status === 'LONG_HISTORY') return await goOn({ snapshot: live.snapshot(), fence: fence + 1 });
  return await goOn({ snapshot: ended.snapshot, fence: ended.fence, carried: live.carried });
}

const LONG_HISTORY = { status: 'LONG_HISTORY' } as const;

/** Continue-as-new only when everything decided is recorded and answered. */
async function untilHistoryIsLong(live: LiveIncident): Promise<typeof LONG_HISTORY> {
  await condition(() => workflowInfo().continueAsNewSuggested && live.isAtRest && allHandlersFinished() && !live.over);
  return LONG_HISTORY;
}

async function goOn(next: Omit<Extract<IncidentInput, { kind: 'RESUME' }>, 'kind'>): Promise<void> {
  await continueAsNew<typeof incident>({ kind: 'RESUME', ...next });
}

/** A cancel in the Temporal UI is noted and does not end an open incident. */
function noteCancellation(live: LiveIncident): void {
  CancellationScope.current().cancelRequested.catch(() => live.act({ kind: 'cancellationRequested' }));
}
