import { already, type Decided, type Draft, refusedFor } from '../incidents/draft.js';
import { isOver } from '../incidents/incident.model.js';
import type { Command } from '../incidents/incident-command.model.js';
import { DAY_MS, type Instant } from '../instant.js';
import { noPlan, settleGate } from './decide-close.js';
import type { FollowUp, PostIncident } from './post-incident.model.js';
import type { PostIncidentPersonCommand } from './post-incident-command.model.js';

export type FollowUpCommand = Extract<PostIncidentPersonCommand, { kind: `${string}FollowUp${string}` }>;
type Given<K extends FollowUpCommand['kind']> = Extract<Command, { kind: K }>;

const TITLE_MAX = 300;
/** More than anybody does after one incident; a bound for its state. */
const AT_MOST = 100;
/** Later is never. */
const FURTHEST_MS = 3 * 366 * DAY_MS;

/** Something to be done: with an owner and a due date from its first moment. At any time before the incident is over. Guide: G2.6 */
export function addFollowUp(draft: Draft, command: Given<'addFollowUp'>): Decided {
  const { key, status, postIncident } = draft.incident();
  if (postIncident === undefined) return noPlan(key);
  if (isOver(draft.incident())) return refusedFor(null, 'INCIDENT_CLOSED', `${key} is ${status}`);
  const title = command.title.trim();
  const owner = command.owner.trim();
  if (title === '') return refusedFor('title', 'INVALID_INPUT', 'say what is to be done');
  if (title.length > TITLE_MAX)
    return refusedFor('title', 'INVALID_INPUT', `title has ${title.length} characters; at most ${TITLE_MAX} are accepted`);
  if (owner === '') return refusedFor('owner', 'OWNER_REQUIRED', 'a follow-up without an owner is nobody’s', 'name the person who does it');
  if (postIncident.followUps.length >= AT_MOST) return refusedFor(null, 'LIMIT_EXCEEDED', `${key} has ${AT_MOST} follow-ups already`);
  const dueAt = command.dueAt ?? draft.at + postIncident.plan.followUpDueMs[command.class];
  const wrong = judgeDue(dueAt, draft.at);
  if (wrong !== null) return wrong;
  const followUp = postIncident.followUps.length + 1;
  draft.record({ type: 'FollowUpAdded', by: command.by, followUp, class: command.class, title, owner, dueAt });
  return settleGate(draft);
}

function judgeDue(dueAt: Instant, at: Instant): Decided | null {
  if (!Number.isSafeInteger(dueAt)) return refusedFor('dueAt', 'INVALID_INPUT', 'dueAt is no instant');
  if (dueAt <= at) return refusedFor('dueAt', 'INVALID_INPUT', 'dueAt is past already');
  return dueAt > at + FURTHEST_MS ? refusedFor('dueAt', 'INVALID_INPUT', 'dueAt is more than three years away') : null;
}

/** Somebody else does it. Guide: G2.6 */
export function assignFollowUp(draft: Draft, command: Given<'assignFollowUp'>): Decided {
  return onOpen(draft, command.followUp, (followUp) => {
    const to = command.to.trim();
    if (to === '') return refusedFor('to', 'OWNER_REQUIRED', 'a follow-up without an owner is nobody’s', 'name the person who does it');
    if (to === followUp.owner) return already;
    draft.record({ type: 'FollowUpAssigned', by: command.by, followUp: followUp.number, to });
    return draft.applied();
  });
}

/** Another due date, and why. Its reminders count from there. */
export function rescheduleFollowUp(draft: Draft, command: Given<'rescheduleFollowUp'>): Decided {
  return onOpen(draft, command.followUp, (followUp) => {
    const reason = command.reason.trim();
    if (reason === '') return refusedFor('reason', 'REASON_REQUIRED', 'say why it is due at another time');
    const wrong = judgeDue(command.dueAt, draft.at);
    if (wrong !== null) return wrong;
    if (command.dueAt === followUp.dueAt) return already;
    draft.record({ type: 'FollowUpRescheduled', by: command.by, followUp: followUp.number, dueAt: command.dueAt, reason });
    return draft.applied();
  });
}

/** It is done: nobody is reminded of it any more. */
export function completeFollowUp(draft: Draft, command: Given<'completeFollowUp'>): Decided {
  return settle(draft, command.followUp, (number) =>
    draft.record({ type: 'FollowUpCompleted', by: command.by, followUp: number, text: command.text?.trim() || null }),
  );
}

/** It is not going to be done, and why. An excuse needs somebody whom we know. */
export function cancelFollowUp(draft: Draft, command: Given<'cancelFollowUp'>): Decided {
  const reason = command.reason.trim();
  if (!command.by.verified) return refusedFor('by', 'UNVERIFIED_ACTOR', 'giving up a follow-up needs a signed-in person');
  if (reason === '') return refusedFor('reason', 'REASON_REQUIRED', 'say why it is not going to be done');
  return settle(draft, command.followUp, (number) => draft.record({ type: 'FollowUpCanceled', by: command.by, followUp: number, reason }));
}

function settle(draft: Draft, number: number, record: (number: number) => void): Decided {
  const known = find(draft, number);
  if (known?.status === 'DONE' || known?.status === 'CANCELED') return already;
  return onOpen(draft, number, () => {
    record(number);
    return settleGate(draft);
  });
}

/** The tracker refused it, and what it asked for has been put right. */
export function fileFollowUpTicket(draft: Draft, command: Given<'fileFollowUpTicket'>): Decided {
  return onOpen(draft, command.followUp, ({ number, ticket }) => {
    if (ticket === null) return refusedFor(null, 'NO_TICKET_TRACKER', 'follow-ups of this incident live in Tocsin’s own list');
    if (ticket.status !== 'FAILED') return already;
    draft.record({ type: 'TicketWanted', by: command.by, followUp: number });
    return draft.applied();
  });
}

/** What the tracker said. */
export function ticketSettled(draft: Draft, command: Extract<Command, { kind: 'ticketSettled' }>): Decided {
  const { followUp, outcome } = command;
  if (find(draft, followUp)?.ticket?.status !== 'WANTED') return already;
  if (outcome.status === 'FILED') draft.record({ type: 'TicketFiled', followUp, id: outcome.id, url: outcome.url });
  else draft.record({ type: 'TicketFailed', followUp, code: outcome.code, reason: outcome.reason });
  return settleGate(draft);
}

const find = (draft: Draft, number: number): FollowUp | undefined =>
  draft.incident().postIncident?.followUps.find((one) => one.number === number);

/** Also after the incident has closed: what is open then still asks to be done. */
function onOpen(draft: Draft, number: number, go: (followUp: FollowUp, learning: PostIncident) => Decided): Decided {
  const { key, postIncident } = draft.incident();
  if (postIncident === undefined) return noPlan(key);
  const followUp = find(draft, number);
  if (followUp === undefined) return refusedFor('followUp', 'NOT_FOUND', `${key} has no follow-up ${String(number).slice(0, 20)}`);
  if (followUp.status !== 'OPEN') return refusedFor('followUp', 'FOLLOW_UP_SETTLED', `follow-up ${number} is ${followUp.status}`);
  return go(followUp, postIncident);
}
