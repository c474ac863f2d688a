import { assertNever } from '../result.js';
import { type CommandHandoverCommand, handoverOf, isHandoverKind } from './command-offer.model.js';
import { closedAlready, type Given, keepHold } from './decide-holding.js';
import { already, type Decided, type Draft, refused, refusedFor } from './draft.js';
import { type Actor, type Incident, isOpen } from './incident.model.js';
import { summon } from './ladder.js';
import { refuseOffer, takeCommand } from './settle-offer.js';

const MOST_ITEMS = 20;
const LONGEST_ITEM = 200;

type Handover = CommandHandoverCommand & { readonly by: Actor };

export const isHandover = <C extends { readonly kind: string }>(
  command: C,
): command is Extract<C, { readonly kind: CommandHandoverCommand['kind'] }> => isHandoverKind(command.kind);

/** What becomes of the command of an incident. Guide: G1.3 */
export function decideHandover(draft: Draft, command: Handover): Decided {
  const incident = draft.incident();
  if (!isOpen(incident)) return closedAlready(incident);
  switch (command.kind) {
    case 'handOver':
      return handOver(draft, command);
    case 'acceptCommand':
      return acceptCommand(draft, command);
    case 'declineCommand':
      return declineCommand(draft, command);
    case 'withdrawHandOver':
      return withdrawHandOver(draft, command);
    default:
      return assertNever(command);
  }
}

/** Offers command to another person, who is paged; until they take it nothing changes, and the holder's acknowledgement runs on. Guide: G1.3 */
function handOver(draft: Draft, command: Given<'handOver'>): Decided {
  const incident = draft.incident();
  const { by, to, note } = command;
  const refusal = notTheHolder(incident, by) ?? notToOffer(incident, command);
  if (refusal !== null) return refusal;
  const { acceptWithinMs, checklist: items } = handoverOf(incident.handover);
  const checklist = checklistOf(command.checklist) ?? items;
  if (!isShort(checklist))
    return refusedFor('checklist', 'INVALID_INPUT', `a checklist has at most ${MOST_ITEMS} items of ${LONGEST_ITEM} characters`);
  draft.record({ type: 'CommandOffered', by, to, note: note?.trim() || null, checklist, dueAt: draft.at + acceptWithinMs });
  keepHold(draft, by.person);
  summon(draft, { rung: { kind: 'COMMAND', by: by.person }, targets: [{ kind: 'person', id: to }], dueAt: draft.at });
  return draft.applied();
}

function notToOffer({ key, offer }: Incident, { by, to }: Given<'handOver'>): Decided | null {
  if (to.trim() === '' || to === by.person) return refusedFor('to', 'INVALID_INPUT', 'name somebody else to take command');
  if (offer === undefined) return null;
  return offer.to === to ? already : refused('CONFLICT', `command of ${key} is offered to ${offer.to}`, 'withdraw that first');
}

const isShort = (checklist: readonly string[]): boolean =>
  checklist.length <= MOST_ITEMS && checklist.every((item) => item.length <= LONGEST_ITEM);

function checklistOf(items: readonly string[] | undefined): readonly string[] | null {
  const said = [...new Set((items ?? []).map((item) => item.trim()))].filter((item) => item !== '');
  return said.length === 0 ? null : said;
}

function notTheHolder({ key, holder }: Incident, by: Actor): Decided | null {
  if (holder === null) return refused('NOT_ACKNOWLEDGED', `nobody holds ${key}`, 'acknowledge it first');
  if (holder.person === by.person) return null;
  return refused('FORBIDDEN', `${holder.person} commands ${key}, not ${by.person}`, 'let them hand over, or reassign it');
}

/** The person to whom it is offered has command from here. What of the checklist they have not ticked is on the record. */
function acceptCommand(draft: Draft, command: Given<'acceptCommand'>): Decided {
  const incident = draft.incident();
  if (incident.offer === undefined && incident.holder?.person === command.by.person) return already;
  const refusal = notOffered(incident, command.by);
  if (refusal !== null) return refusal;
  const ticked = command.ticked ?? [];
  const unknown = ticked.find((item) => incident.offer?.checklist.includes(item) !== true);
  if (unknown !== undefined) return refusedFor('ticked', 'INVALID_INPUT', `"${unknown.slice(0, 60)}" is not on the checklist`);
  takeCommand(draft, command.by, ticked);
  return draft.applied();
}

/** Whoever had it keeps it, and is told by a page. */
function declineCommand(draft: Draft, command: Given<'declineCommand'>): Decided {
  const incident = draft.incident();
  const refusal = notOffered(incident, command.by);
  if (refusal !== null) return refusal;
  return refuseOffer(draft, command.by, command.reason ?? null);
}

function notOffered({ key, offer }: Incident, by: Actor): Decided | null {
  if (offer === undefined) return refused('CONFLICT', `command of ${key} is offered to nobody`, 'acknowledge it if nobody has it');
  return offer.to === by.person ? null : refused('FORBIDDEN', `command of ${key} is offered to ${offer.to}, not to ${by.person}`);
}

function withdrawHandOver(draft: Draft, command: Given<'withdrawHandOver'>): Decided {
  const incident = draft.incident();
  const { by, reason } = command;
  const refusal = notTheHolder(incident, by);
  if (refusal !== null) return refusal;
  if (incident.offer === undefined) return already;
  draft.record({ type: 'HandOverWithdrawn', by, to: incident.offer.to, reason: reason ?? null });
  keepHold(draft, by.person);
  return draft.applied();
}
