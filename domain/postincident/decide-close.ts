import { type Decided, type Draft, refusedFor } from '../incidents/draft.js';
import { asksForPostmortem, closeGate } from './close-gate.js';
import { openFollowUps } from './post-incident.model.js';

export const noPlan = (key: string): Decided =>
  refusedFor(
    null,
    'NO_POST_INCIDENT',
    `the handbook of ${key} says nothing about what follows an incident`,
    'add post_incident to the handbook; new incidents begin with it',
  );

/** The reopen window is over: the incident closes, or is learnt from first. Guide: G2.6 */
export function endReopenWindow(draft: Draft): void {
  const incident = draft.incident();
  const { postIncident } = incident;
  const isAsked = postIncident !== undefined && asksForPostmortem(postIncident.plan, incident);
  if (postIncident === undefined || (!isAsked && openFollowUps(postIncident).length === 0)) return draft.record({ type: 'Closed' });
  draft.record({ type: 'PostIncidentBegan', dueDays: postIncident.plan.postmortemDueDays[incident.severity] });
  closeWhenMet(draft);
}

/** The incident closes as soon as nothing is missing, whatever was the last of it. */
export function settleGate(draft: Draft): Decided {
  closeWhenMet(draft);
  return draft.applied();
}

function closeWhenMet(draft: Draft): void {
  const incident = draft.incident();
  if (incident.status === 'POST_INCIDENT' && closeGate(incident).met) draft.record({ type: 'Closed' });
}
