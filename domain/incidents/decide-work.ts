import { isWorse, isOpen, isOver, ladderOf, type Incident } from './incident.model.js';
import { closedAlready, type Given, keepHold } from './decide-holding.js';
import { already, type Decided, type Draft, refused } from './draft.js';
import { startLadder, summon } from './ladder.js';
import { standingStep } from './evolve.js';
import type { Severity } from '../handbook/handbook.model.js';

/** Impact, affected services, users affected. Guide: G2.3 */
export function assess(draft: Draft, command: Given<'assess'>): Decided {
  const incident = draft.incident();
  if (isOver(incident)) return closedAlready(incident);
  if (command.impact.trim() === '') return refused('INVALID_INPUT', 'say what the impact is');
  const { by, impact, services = [], usersAffected = null } = command;
  draft.record({ type: 'Assessed', by, impact, services, usersAffected });
  keepHold(draft, by.person);
  return draft.applied();
}

/** A person's word on how bad it is; from here alerts no longer change it. Guide: G2.1 */
export function classify(draft: Draft, command: Given<'classify'>): Decided {
  const incident = draft.incident();
  if (isOver(incident)) return closedAlready(incident);
  const { by, severity: to } = command;
  const from = incident.severity;
  const reason = command.reason?.trim() || null;
  if (from === to && incident.severityConfirmed) return already;
  if (isWorse(from, to) && !by.verified) return refused('UNVERIFIED_ACTOR', 'a downgrade needs a signed-in person');
  if (isWorse(from, to) && reason === null) return refused('REASON_REQUIRED', `say why ${from} becomes ${to}`);
  draft.record({ type: 'Classified', by, from, to, reason });
  followSeverity(draft, from);
  keepHold(draft, by.person);
  return draft.applied();
}

/**
 * The ladder after the severity changed from `before`. Where people are now to be woken who were not, it starts anew; where the
 * next window only has another length, it keeps its place. A held incident stays held.
 */
export function followSeverity(draft: Draft, before: Severity): void {
  const incident = draft.incident();
  if (incident.ladder === null) return;
  const isSameUrgency = incident.plan.ladders[before].urgency === ladderOf(incident).urgency;
  if (isSameUrgency) return;
  const isRaised = isWorse(incident.severity, before);
  startLadder(draft, isRaised ? 0 : Math.min(standingStep(incident), lastStep(incident)), 'SEVERITY_CHANGED');
}

const lastStep = (incident: Incident): number => Math.max(0, ladderOf(incident).steps.length - 1);

/** Pages more people; who holds the incident does not change. */
export function addResponders(draft: Draft, command: Given<'addResponders'>): Decided {
  const incident = draft.incident();
  if (!isOpen(incident)) return closedAlready(incident);
  const people = [...new Set(command.people)];
  if (people.length === 0 || people.length > 50) return refused('INVALID_INPUT', 'name between 1 and 50 people');
  draft.record({ type: 'RespondersAdded', by: command.by, people, reason: command.reason ?? null });
  keepHold(draft, command.by.person);
  const targets = people.map((id) => ({ kind: 'person' as const, id }));
  summon(draft, { rung: { kind: 'ASKED', by: command.by.person }, targets, dueAt: draft.at });
  return draft.applied();
}

/** Notes are welcome at any time, also after the end. */
export function addNote(draft: Draft, command: Given<'addNote'>): Decided {
  const incident = draft.incident();
  if (isOver(incident)) return closedAlready(incident);
  if (command.text.trim() === '') return refused('INVALID_INPUT', 'the note is empty');
  draft.record({ type: 'NoteAdded', by: command.by, text: command.text });
  keepHold(draft, command.by.person);
  return draft.applied();
}
