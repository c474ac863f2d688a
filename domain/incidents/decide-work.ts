import { closedAlready, type Given, keepHold } from './decide-holding.js';
import { type Decided, type Draft, refused } from './draft.js';
import { isOpen, isOver } from './incident.model.js';
import { summon } from './ladder.js';

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
