import { COMMAND_KINDS, type CommandKind } from '../../domain/incidents/incident-command.model.js';
import type { CommandAnswer } from '../orchestration/incident-commands.port.js';
import type { IncidentFacts } from './incident-page.model.js';
import type { Notice } from './page-context.js';
import type { PageNames } from './page-names.js';
import type { PageTimes } from './page-times.js';
import { inWords } from './shown-text.js';
import type { PageViewer } from './viewer.js';

/** What a browser brings back after a command: its id, and what was answered then. Untrusted: what is recorded wins. */
export interface Done {
  readonly commandId: string;
  readonly outcome: CommandAnswer['outcome'];
}

interface Seen {
  readonly facts: IncidentFacts;
  readonly viewer: PageViewer;
  readonly names: PageNames;
  readonly times: PageTimes;
}

const PENDING: Notice = { tone: 'wait', text: 'Kept: no worker answers now. It will be done once, as soon as one returns (PENDING).' };

/** Plain words for what has just been done, from what is recorded: a made-up address cannot say that you have it. */
export function noticeOf(done: Done | null, seen: Seen): Notice | null {
  return staleNotice(seen) ?? (done === null ? null : doneNotice(done, seen));
}

function doneNotice(done: Done, seen: Seen): Notice | null {
  const kind = kindOf(done.commandId);
  const { result } = seen.facts;
  if (kind === null) return null;
  if (result?.outcome === 'REFUSED') return { tone: 'bad', text: `Refused: ${result.detail ?? result.code ?? 'it is not possible now'}` };
  if (kind === 'acknowledge') return holdingNotice(done, seen);
  return outcomeNotice(kind, result?.outcome ?? done.outcome, result !== null);
}

function outcomeNotice(kind: CommandKind, outcome: CommandAnswer['outcome'], isRecorded: unknown): Notice | null {
  switch (outcome) {
    case 'PENDING':
      return PENDING;
    case 'DECIDED':
      return { tone: 'wait', text: `${DONE_WORDS[kind]} The record of it follows (DECIDED).` };
    case 'ALREADY':
      return { tone: 'good', text: 'It was so already: nothing changed.' };
    case 'APPLIED': // committed together with its record: without one, the address is made up
      return isRecorded !== true ? null : { tone: 'good', text: DONE_WORDS[kind] };
  }
}

/** Who has it now, whatever was pressed when. */
function holdingNotice(done: Done, { facts, viewer, names, times }: Seen): Notice | null {
  const { holder, acknowledgedAt } = facts;
  const since = acknowledgedAt === null ? '' : ` (since ${times.plain(acknowledgedAt)})`;
  if (holder === viewer.person) return { tone: 'good', text: 'You have it.' };
  if (holder !== null) return { tone: 'stale', text: `${names.person(holder)} already has it${since}.` };
  if (facts.resolvedAt !== null || facts.closedAt !== null) return null;
  const hasBeenDone = facts.result?.outcome === 'APPLIED';
  if (hasBeenDone) return { tone: 'stale', text: 'You had it, but nobody has it any more. Acknowledge again if you take it.' };
  return done.outcome === 'DECIDED' ? { tone: 'wait', text: 'You have it. The record of it follows (DECIDED).' } : PENDING;
}

/** A link to something that is over says so, whether or not anything was pressed. */
export function staleNotice({ facts, viewer, times }: Pick<Seen, 'facts' | 'viewer' | 'times'>): Notice | null {
  if (viewer.kind !== 'LINK' || !isOver(facts)) return null;
  const at = facts.resolvedAt ?? facts.closedAt;
  const what = facts.status === 'CANCELED' ? 'canceled' : 'resolved';
  return {
    tone: 'stale',
    text: `This link is stale: the incident was ${what}${at === null ? '' : ` at ${times.plain(at)}`}. There is nothing to do.`,
  };
}

export const isOver = (facts: Pick<IncidentFacts, 'status'>): boolean =>
  ['RESOLVED', 'POST_INCIDENT', 'CLOSED', 'CANCELED'].includes(facts.status);

/** Our own forms' ids end with the command. */
const kindOf = (commandId: string): CommandKind | null => COMMAND_KINDS.find((kind) => commandId.endsWith(`-${kind}`)) ?? null;

const DONE_WORDS: Readonly<Record<CommandKind, string>> = {
  acknowledge: 'You have it.',
  unacknowledge: 'Given back: people are paged again.',
  assess: 'The impact is recorded.',
  classify: 'The severity is set.',
  escalateNow: 'The next step is being paged.',
  addResponders: 'They are being paged.',
  reassign: 'Handed over.',
  handOver: 'Command is offered. You have it until they take it.',
  acceptCommand: 'You have command.',
  declineCommand: 'You declined: whoever had it keeps it.',
  withdrawHandOver: 'You keep command.',
  decline: 'You declined: the next is paged.',
  snooze: 'Snoozed.',
  adoptPolicy: 'It goes on by the handbook that runs now.',
  addNote: 'The note is recorded.',
  setStatus: 'The status is set.',
  resolve: 'Resolved.',
  reopen: 'Reopened: people are paged again.',
  cancel: 'Canceled.',
  draftStatusPost: 'The draft is written; nobody outside sees it yet.',
  publishStatusPost: 'On its way to the status page.',
  discardStatusPost: 'The draft is discarded.',
  addFollowUp: 'The follow-up is added.',
  assignFollowUp: 'The follow-up has another owner.',
  rescheduleFollowUp: 'The follow-up has another date.',
  completeFollowUp: 'The follow-up is done.',
  cancelFollowUp: 'The follow-up is given up.',
  fileFollowUpTicket: 'The ticket is being filed.',
  assignPostmortem: 'The postmortem has another owner.',
  publishPostmortem: 'The postmortem is published.',
};

/** One line for a button on a lock screen. */
export function plainAnswer(answer: CommandAnswer, seen: Seen): string {
  const { facts } = seen;
  if (answer.outcome === 'PENDING') return `${facts.key}: ${PENDING.text}`;
  const after: IncidentFacts = { ...facts, holder: answer.holder, status: answer.status ?? facts.status };
  const known = noticeOf({ commandId: answer.commandId, outcome: answer.outcome }, { ...seen, facts: after });
  return `${facts.key}: ${known?.text ?? inWords(answer.outcome)}`;
}
