import { MINUTE_MS } from '../instant.js';
import { already, type Decided, type Draft, refused } from './draft.js';
import { standingStep } from './evolve.js';
import { canStillAnswer, type Incident, isOpen, ladderOf } from './incident.model.js';
import type { Command, CommandKind } from './incident-command.model.js';
import { advanceLadder, askDirectly, startLadder, waitsFor } from './ladder.js';
import { refuseOffer, takeCommand } from './settle-offer.js';

export type Given<K extends CommandKind> = Extract<Command, { kind: K }>;

const MAX_SNOOZE_MINUTES = 7 * 24 * 60;

/** What every command but `reopen` says of an incident that is over or resolved. */
export const closedAlready = (incident: Incident): Decided =>
  refused('INCIDENT_CLOSED', `${incident.key} is ${incident.status}`, 'reopen it first');

/**
 * One winner: the first acknowledgement in the order of arrival holds the incident; later ones learn who does. Whoever is offered
 * command takes it so. Guide: G2.3
 */
export function acknowledge(draft: Draft, command: Given<'acknowledge'>): Decided {
  const incident = draft.incident();
  if (!isOpen(incident)) return already;
  if (incident.offer?.to === command.by.person) {
    takeCommand(draft, command.by, []);
    return draft.applied();
  }
  const takesUpSnoozed = incident.snoozedUntil !== null && (incident.holder === null || incident.holder.person === command.by.person);
  if (incident.holder !== null && !takesUpSnoozed) return already;
  hold(draft, command.by);
  return draft.applied();
}

function hold(draft: Draft, by: Given<'acknowledge'>['by']): void {
  const incident = draft.incident();
  const { ackExpiresAfterMs } = ladderOf(incident);
  const expiresAt = ackExpiresAfterMs === null ? null : draft.at + ackExpiresAfterMs;
  draft.record({ type: 'Acknowledged', by, generation: incident.generation + 1, expiresAt });
}

/** Any recorded action of the holder shows that somebody is there: the acknowledgement lives on. */
export function keepHold(draft: Draft, person: string): void {
  const incident = draft.incident();
  const { ackExpiresAfterMs } = ladderOf(incident);
  if (!isOpen(incident) || incident.holder?.person !== person || ackExpiresAfterMs === null || incident.snoozedUntil !== null) return;
  draft.record({ type: 'AcknowledgementExtended', expiresAt: draft.at + ackExpiresAfterMs });
}

/** Nobody has it any more: the step that stood is paged again, and the ladder goes on from there. */
export function unacknowledge(draft: Draft, command: Given<'unacknowledge'>): Decided {
  const incident = draft.incident();
  if (!isOpen(incident)) return closedAlready(incident);
  if (incident.holder === null) return refused('NOT_ACKNOWLEDGED', `nobody holds ${incident.key}`);
  draft.record({ type: 'Unacknowledged', by: command.by, reason: command.reason ?? null, generation: incident.generation + 1 });
  startLadder(draft, draft.incident().resumeStep, 'UNACKNOWLEDGED');
  return draft.applied();
}

/** Pages the next step now, whether or not somebody holds the incident. Guide: G1.2 */
export function escalateNow(draft: Draft, command: Given<'escalateNow'>): Decided {
  const incident = draft.incident();
  if (!isOpen(incident)) return closedAlready(incident);
  if (incident.ladder?.kind === 'EXHAUSTED')
    return refused('LADDER_EXHAUSTED', `everybody on the ladder of ${incident.key} has been paged`);
  draft.record({ type: 'Escalated', by: command.by, reason: command.reason ?? null });
  if (incident.ladder === null) {
    const { generation } = incident;
    draft.record({ type: 'Unacknowledged', by: command.by, reason: command.reason ?? null, generation: generation + 1 });
    startLadder(draft, standingStep(incident) + 1, 'ESCALATED');
  } else {
    advanceLadder(draft, 'ESCALATED');
  }
  return draft.applied();
}

/** Asks another person to take it; until they acknowledge nobody holds it, and if they do not, the ladder goes on. */
export function reassign(draft: Draft, command: Given<'reassign'>): Decided {
  const incident = draft.incident();
  if (!isOpen(incident)) return closedAlready(incident);
  if (incident.holder?.person === command.to && incident.snoozedUntil === null) return already;
  const generation = incident.generation + 1;
  draft.record({ type: 'Reassigned', by: command.by, to: command.to, reason: command.reason ?? null, generation });
  if (command.to === command.by.person) hold(draft, command.by);
  else askDirectly(draft, command.to, { rung: { kind: 'ASKED', by: command.by.person }, why: 'REASSIGNED' });
  return draft.applied();
}

/** "Not me": the next step is paged as soon as nobody else of this one is left to answer. An offer of command is refused so, too. */
export function decline(draft: Draft, command: Given<'decline'>): Decided {
  const incident = draft.incident();
  if (!isOpen(incident)) return already;
  const isStale = command.generation !== undefined && command.generation !== incident.generation;
  if (incident.offer?.to === command.by.person && !isStale) return refuseOffer(draft, command.by, command.reason ?? null);
  if (incident.holder !== null) return already;
  const isPassed = command.step !== undefined && command.step !== standingStep(incident);
  if (isStale || isPassed) return refused('LINK_STALE', `the ladder of ${incident.key} has moved on since you were paged`);
  return declinePage(draft, command);
}

function declinePage(draft: Draft, { by, reason }: Given<'decline'>): Decided {
  const incident = draft.incident();
  const page = incident.pages.findLast((one) => one.person === by.person && one.generation === incident.generation);
  if (page === undefined) return refused('NOT_ON_LADDER', `${by.person} is not being paged for ${incident.key}`);
  draft.record({ type: 'Declined', by, reason: reason ?? null });
  const isAnybodyLeft = draft.incident().pages.some((one) => one.summons === page.summons && canStillAnswer(one));
  if (!isAnybodyLeft && waitsFor(incident, { ...page, people: [page.person] })) advanceLadder(draft, 'DECLINED');
  return draft.applied();
}

/** Quiet for `minutes`; then the step that stood is paged again. */
export function snooze(draft: Draft, command: Given<'snooze'>): Decided {
  const incident = draft.incident();
  if (!isOpen(incident)) return closedAlready(incident);
  if (!Number.isFinite(command.minutes) || command.minutes < 1 || command.minutes > MAX_SNOOZE_MINUTES) {
    return refused('INVALID_INPUT', `minutes must be between 1 and ${MAX_SNOOZE_MINUTES}`);
  }
  const until = draft.at + Math.round(command.minutes * MINUTE_MS);
  draft.record({ type: 'Snoozed', by: command.by, until, reason: command.reason ?? null, generation: incident.generation + 1 });
  return draft.applied();
}
