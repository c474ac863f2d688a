import { allHandlersFinished, CancellationScope, condition, continueAsNew } from '@temporalio/workflow';
import type { IncidentOutcome } from '../contracts/incident.contract.js';
import type { PostIncidentInput } from '../contracts/post-incident.contract.js';
import { answerPeople } from '../incidents/answer-people.js';
import { decideArrivals } from '../incidents/decide-arrivals.js';
import { letNoDeadlinePass } from '../incidents/let-no-deadline-pass.js';
import { LiveIncident } from '../incidents/live-incident.js';
import { noteCancellation } from '../incidents/note-cancellation.js';
import { recordUntilOver } from '../incidents/record-until-over.js';
import { showOperators } from '../incidents/show-operators.js';
import { draftWhenWanted } from './draft-when-wanted.js';
import { fileTickets } from './file-tickets.js';
import { sendReminders } from './send-reminders.js';

/**
 * What follows an incident, for weeks and months: its postmortem is drafted, people are reminded of it and of the follow-ups, and the
 * incident closes when nothing is missing. It lives on until the last follow-up is settled. Guide: G2.6
 */
export async function postIncident(input: PostIncidentInput): Promise<IncidentOutcome> {
  const live = new LiveIncident(input.snapshot, 'POST_INCIDENT');
  live.receiveCarried(input.carried ?? []);
  answerPeople(live);
  noteCancellation(live);
  return await CancellationScope.nonCancellable(async () => {
    void decideArrivals(live);
    void showOperators(live);
    void draftWhenWanted(live); // G2.6: from the recorded timeline
    void fileTickets(live); // G2.6: where a tracker was configured
    void sendReminders(live); // G2.6: two days before, when due, and until it is done
    void letNoDeadlinePass(live);
    await recordUntilOver(live, input.fence, (next) => continueAsNew<typeof postIncident>({ kind: 'RESUME', ...next }));
    await condition(allHandlersFinished);
    return { key: live.state.key, status: live.state.status, events: live.state.lastSeq };
  });
}
