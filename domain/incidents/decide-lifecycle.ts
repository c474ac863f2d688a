import { isTold, keepPageInStep } from '../communications/keep-page-in-step.js';
import { closedAlready, type Given, keepHold } from './decide-holding.js';
import { already, type Decided, type Draft, refused } from './draft.js';
import { type Actor, isOpen, isOver, isPast, ladderOf } from './incident.model.js';
import { startLadder } from './ladder.js';

/** How far the work has come. Guide: G2.4 */
export function setStatus(draft: Draft, command: Given<'setStatus'>): Decided {
  const incident = draft.incident();
  if (!isOpen(incident)) return closedAlready(incident);
  if (incident.status === command.status && !command.text) return already;
  draft.record({ type: 'StatusSet', by: command.by, from: incident.status, to: command.status, text: command.text ?? null });
  keepHold(draft, command.by.person);
  keepPageInStep(draft);
  return draft.applied();
}

/** Over, as far as people can tell. While alerts fire it takes a confirmation. */
export function resolve(draft: Draft, command: Given<'resolve'>): Decided {
  const incident = draft.incident();
  if (!isOpen(incident)) return already;
  if (incident.alerts.firing > 0 && command.confirm !== true) {
    const { firing } = incident.alerts;
    return refused(
      'ALERTS_STILL_FIRING',
      `${firing} ${firing === 1 ? 'alert is' : 'alerts are'} still firing`,
      'confirm to resolve anyway',
    );
  }
  recordResolution(draft, command.by, command.text ?? null);
  return draft.applied();
}

/** From here no page leaves; until `reopenUntil` a re-fire brings everything back. */
export function recordResolution(draft: Draft, by: Actor | null, text: string | null): void {
  const incident = draft.incident();
  const reopenUntil = draft.at + ladderOf(incident).reopenWindowMs;
  draft.record({ type: 'Resolved', by, text, generation: incident.generation + 1, reopenUntil });
  keepPageInStep(draft);
}

/** It was not over: the ladder starts at its first step. */
export function reopen(draft: Draft, command: Given<'reopen'>): Decided {
  const incident = draft.incident();
  if (isPast(incident)) return refused('INCIDENT_CLOSED', `${incident.key} is ${incident.status}`, 'declare a new incident');
  if (incident.status !== 'RESOLVED') return already;
  if (command.reason.trim() === '') return refused('REASON_REQUIRED', 'say why it is not over');
  recordReopening(draft, command.by, command.reason);
  return draft.applied();
}

export function recordReopening(draft: Draft, by: Actor | null, reason: string): void {
  draft.record({ type: 'Reopened', by, reason, generation: draft.incident().generation + 1 });
  startLadder(draft, 0, 'REOPENED');
  keepPageInStep(draft);
}

/** A false alarm. Ends at once, without a reopen window. */
export function cancel(draft: Draft, command: Given<'cancel'>): Decided {
  const incident = draft.incident();
  if (isOver(incident)) return already;
  if (isPast(incident)) return refused('INCIDENT_CLOSED', `${incident.key} is ${incident.status}: it was no false alarm`);
  if (!command.by.verified) return refused('UNVERIFIED_ACTOR', 'canceling an incident needs a signed-in person');
  if (command.reason.trim() === '') return refused('REASON_REQUIRED', 'say why this is no incident');
  if (incident.statusPage !== undefined && isTold(incident.statusPage))
    return refused('CONFLICT', `the public has been told of ${incident.key}`, 'resolve it instead');
  draft.record({ type: 'Canceled', by: command.by, reason: command.reason, generation: incident.generation + 1 });
  return draft.applied();
}

/** A cancel from outside is written down; an open incident goes on. */
export function noteCancellation(draft: Draft): Decided {
  if (isOver(draft.incident())) return already;
  draft.record({ type: 'CancellationIgnored' });
  return draft.applied();
}
