import { allHandlersFinished, CancellationScope, condition, continueAsNew } from '@temporalio/workflow';
import { unopened } from '../../domain/incidents/evolve.js';
import { open } from '../../domain/incidents/open.js';
import type { IncidentInput, IncidentOutcome } from '../contracts/incident.contract.js';
import { handOver } from '../postincident/hand-over.js';
import { workflowNow } from '../support/workflow-clock.js';
import { answerPeople } from './answer-people.js';
import { decideArrivals } from './decide-arrivals.js';
import { deliverPages } from './deliver-pages.js';
import { findResponders } from './find-responders.js';
import { keepStatusPage } from './keep-status-page.js';
import { letNoDeadlinePass } from './let-no-deadline-pass.js';
import { LiveIncident } from './live-incident.js';
import { noteCancellation } from './note-cancellation.js';
import { recordUntilOver } from './record-until-over.js';
import { showOperators } from './show-operators.js';
import { tellOfResolutions } from './tell-resolved.js';

/** One incident, from its first alert until it is closed or handed to the workflow that learns from it. Guide: G1.2, G2 */
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
    void tellOfResolutions(live); // G1.3: the handoff immediately upon resolution
    void letNoDeadlinePass(live); // G1.2: the next step, unless somebody acknowledges
    await recordUntilOver(live, input.fence, (next) => continueAsNew<typeof incident>({ kind: 'RESUME', ...next }));
    if (live.isHeldBack) await handOver(live, input.fence); // G2.6: outlives this workflow; the last act
    await condition(allHandlersFinished);
    return { key: live.state.key, status: live.state.status, events: live.state.lastSeq };
  });
}

function begin(input: IncidentInput): LiveIncident {
  if (input.kind === 'RESUME') return resume(input);
  const live = new LiveIncident({ incident: unopened(input.opening), results: [] }, 'INCIDENT');
  live.record(open(input.opening, workflowNow()));
  return live;
}

function resume({ snapshot, carried = [] }: Extract<IncidentInput, { kind: 'RESUME' }>): LiveIncident {
  const live = new LiveIncident(snapshot, 'INCIDENT');
  live.receiveCarried(carried);
  return live;
}
