import type { CommandKind } from '../../domain/incidents/incident-command.model.js';

/** What the Temporal UI shows beside each update. From there `{ "by": "<person>" }` is required and recorded as unverified. */
export const COMMAND_DESCRIPTIONS: Readonly<Record<CommandKind, string>> = {
  acknowledge: 'I have it: paging stops. { "by": "ada" }',
  unacknowledge: 'I do not have it any more: the step that stood is paged again. { "by": "ada", "reason": "…" }',
  assess: 'Impact, affected services, users affected. { "by": "ada", "impact": "…", "services": ["payments"], "usersAffected": 120 }',
  classify: 'Confirm or change the severity. { "by": "ada", "severity": "SEV2", "reason": "…" }',
  escalateNow: 'Page the next step now. { "by": "ada", "reason": "…" }',
  addResponders: 'Page more people. { "by": "ada", "people": ["chloe"] }',
  reassign: 'Ask another person to take it. { "by": "ada", "to": "ben" }',
  handOver: 'Offer command to another person, who is paged; you have it until they take it. { "by": "ada", "to": "ben", "note": "…" }',
  acceptCommand: 'Take the command that is offered to you. { "by": "ben", "ticked": ["What is next"] }',
  declineCommand: 'Not me: whoever had it keeps it. { "by": "ben", "reason": "…" }',
  withdrawHandOver: 'Keep the command that you offered. { "by": "ada", "reason": "…" }',
  decline: 'Not me: pass to the next step. { "by": "ada", "reason": "…" }',
  snooze: 'Quiet for some minutes, then page again. { "by": "ada", "minutes": 30 }',
  adoptPolicy:
    'Go on by the handbook that runs now (needs a signed-in person: tocsin incident adopt-policy). { "by": "ada", "reason": "…" }',
  addNote: 'A note on the timeline. { "by": "ada", "text": "…" }',
  setStatus: 'TRIAGE, INVESTIGATING, IDENTIFIED or MONITORING. { "by": "ada", "status": "IDENTIFIED", "text": "…" }',
  resolve: 'It is over; { "confirm": true } while alerts still fire. { "by": "ada", "text": "…" }',
  reopen: 'It was not over: the ladder starts again. { "by": "ada", "reason": "…" }',
  draftStatusPost: 'What the public may be told: { "by": "ada", "phase": "IDENTIFIED", "text": "…" }; without text from the template.',
  publishStatusPost: 'Tell the public (needs a signed-in person). { "by": "ada", "post": "INC-1042/post/1" }',
  discardStatusPost: 'Do not tell the public. { "by": "ada", "post": "INC-1042/post/1" }',
  addFollowUp:
    'Something to be done: PREVENTIVE, PROCESS, TRAINING or TOOLING. { "by": "ada", "class": "PREVENTIVE", "title": "…", "owner": "ben" }',
  assignFollowUp: 'Somebody else does it. { "by": "ada", "followUp": 1, "to": "ben" }',
  rescheduleFollowUp: 'Another due date, in epoch milliseconds. { "by": "ada", "followUp": 1, "dueAt": 1796000000000, "reason": "…" }',
  completeFollowUp: 'It is done. { "by": "ada", "followUp": 1, "text": "…" }',
  cancelFollowUp: 'It is not going to be done (needs a signed-in person). { "by": "ada", "followUp": 1, "reason": "…" }',
  fileFollowUpTicket: 'Ask the ticket tracker once more. { "by": "ada", "followUp": 1 }',
  assignPostmortem: 'Somebody else writes it. { "by": "ada", "to": "ben" }',
  publishPostmortem: 'Publish this revision (needs a signed-in person). { "by": "ada", "revision": 1 }',
  cancel: 'A false alarm (needs a signed-in person). { "by": "ada", "reason": "…" }',
};
