import type { DomainError } from '../../domain/error.js';
import { SEVERITIES } from '../../domain/handbook/handbook.model.js';
import { type CommandHandoverCommand, isHandoverKind } from '../../domain/incidents/command-offer.model.js';
import type { Actor } from '../../domain/incidents/incident.model.js';
import type { Adoption, CommandEnvelope, CommandKind, PersonCommand } from '../../domain/incidents/incident-command.model.js';
import type { Instant } from '../../domain/instant.js';
import { ok, type Result } from '../../domain/result.js';
import type { CommandUpdateInput } from '../contracts/incident.contract.js';
import { learningOf } from '../postincident/learning-envelope.js';
import { commandHandoverOf } from './command-handover-of.js';
import { bad, integerOf, listOf, textOf } from './input-parts.js';
import { statusPostOf } from './status-post-of.js';

const WORKING = ['TRIAGE', 'INVESTIGATING', 'IDENTIFIED', 'MONITORING'] as const;

interface Defaults {
  /** The update's own id: what an operator in the Temporal UI does not have to invent. */
  readonly commandId: string;
  readonly now: Instant;
}

/** What somebody typed or a program sent, as a command; or what is wrong with it. Synchronous, as validators must be. */
export function envelopeOf(kind: CommandKind, input: CommandUpdateInput, defaults: Defaults): Result<CommandEnvelope, DomainError> {
  if (typeof input !== 'object' || input === null) return bad('by', 'send an object, for example { "by": "ada" }');
  const by = actorOf(input.by);
  if (by === null) return bad('by', 'name the person who acts: { "by": "ada" }');
  const commandId = typeof input.commandId === 'string' && input.commandId !== '' ? input.commandId : defaults.commandId;
  if (commandId === '' || commandId.length > 200) return bad('commandId', 'commandId must have 1 to 200 characters');
  const command = isHandoverKind(kind) ? commandHandoverOf(kind, input) : commandOf(kind, input);
  if (!command.ok) return command;
  const issuedAt = typeof input.issuedAt === 'number' ? input.issuedAt : defaults.now;
  return ok({ commandId, issuedAt, by, command: command.value });
}

/** A name alone is somebody's word, typed into the Temporal UI: kept, and marked as unverified. */
function actorOf(by: CommandUpdateInput['by'] | undefined): Actor | null {
  if (typeof by === 'string') return by.trim() === '' ? null : { person: by.trim(), via: 'TEMPORAL_UI', verified: false };
  if (typeof by !== 'object' || by === null || typeof by.person !== 'string' || by.person === '') return null;
  return by;
}

type OtherKind = Exclude<CommandKind, CommandHandoverCommand['kind']>;

function commandOf(kind: OtherKind, input: CommandUpdateInput): Result<PersonCommand, DomainError> {
  const reason = textOf(input, 'reason');
  const text = textOf(input, 'text');
  const optional = { ...(reason === null ? {} : { reason }), ...(text === null ? {} : { text }) };
  switch (kind) {
    case 'acknowledge':
    case 'unacknowledge':
    case 'escalateNow':
      return ok({ kind, ...optional });
    case 'decline':
      return ok({ kind, ...optional, ...integerOf(input, 'step'), ...integerOf(input, 'generation') });
    case 'assess':
      return ok({ kind, impact: textOf(input, 'impact') ?? '', services: listOf(input, 'services'), ...integerOf(input, 'usersAffected') });
    case 'classify':
      return classifyOf(input, optional);
    case 'addResponders':
      return ok({ kind, people: listOf(input, 'people'), ...optional });
    case 'reassign':
      return reassignOf(input, optional);
    case 'snooze':
      return snoozeOf(input, optional);
    case 'adoptPolicy':
      return adoptPolicyOf(input, optional);
    case 'addNote':
      return ok({ kind, text: text ?? '' });
    case 'setStatus':
      return setStatusOf(input, optional);
    case 'resolve':
      return ok({ kind, ...optional, ...(input.confirm === true ? { confirm: true } : {}) });
    case 'reopen':
    case 'cancel':
      return ok({ kind, reason: reason ?? '' });
    case 'draftStatusPost':
    case 'publishStatusPost':
    case 'discardStatusPost':
      return statusPostOf(kind, input, optional);
    default:
      return learningOf(kind, input);
  }
}

function reassignOf(input: CommandUpdateInput, optional: { readonly reason?: string }): Result<PersonCommand, DomainError> {
  const to = textOf(input, 'to');
  return to === null ? bad('to', 'name the person to ask') : ok({ kind: 'reassign', to, ...optional });
}

function snoozeOf(input: CommandUpdateInput, optional: { readonly reason?: string }): Result<PersonCommand, DomainError> {
  const { minutes } = input;
  return typeof minutes === 'number' ? ok({ kind: 'snooze', minutes, ...optional }) : bad('minutes', 'say for how many minutes');
}

/** The plan was built by the server that sends it; from the Temporal UI there is none. */
function adoptPolicyOf({ adopts }: CommandUpdateInput, { reason }: { readonly reason?: string }): Result<PersonCommand, DomainError> {
  const isWhole = typeof adopts === 'object' && adopts !== null && 'handbookVersionId' in adopts && 'plan' in adopts;
  if (adopts !== undefined && !isWhole) return bad('adopts', 'is attached by the API: leave it out');
  return ok({ kind: 'adoptPolicy', ...(reason === undefined ? {} : { reason }), ...(isWhole ? { adopts: adopts as Adoption } : {}) });
}

function setStatusOf(input: CommandUpdateInput, optional: { readonly text?: string }): Result<PersonCommand, DomainError> {
  const status = WORKING.find((one) => one === input.status);
  if (status === undefined) return bad('status', `status must be one of ${WORKING.join(', ')}`);
  return ok({ kind: 'setStatus', status, ...optional });
}

function classifyOf(input: CommandUpdateInput, optional: { readonly reason?: string }): Result<PersonCommand, DomainError> {
  const severity = SEVERITIES.find((one) => one === input.severity);
  if (severity === undefined) return bad('severity', `severity must be one of ${SEVERITIES.join(', ')}`);
  return ok({ kind: 'classify', severity, ...optional });
}
