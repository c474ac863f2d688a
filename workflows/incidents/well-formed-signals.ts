import type { AlertSnapshot } from '../../domain/alerts/alert.model.js';
import { SEVERITIES } from '../../domain/handbook/handbook.model.js';
import { COMMAND_KINDS, type CommandEnvelope } from '../../domain/incidents/incident-command.model.js';
import type { CommandUpdateInput } from '../contracts/incident.contract.js';
import { envelopeOf } from './envelope.js';

/**
 * The command that a signal carries, as it is where it has all that the rules read; undefined: none that could be read. A signal cannot
 * be refused, and one that throws would fail every task after it: what somebody typed wrongly into the Temporal UI is left out.
 */
export function envelopeOfSignal(said: Partial<CommandEnvelope> | null | undefined): CommandEnvelope | undefined {
  const { commandId, issuedAt, by, command } = said ?? {};
  if (typeof commandId !== 'string' || commandId === '' || typeof issuedAt !== 'number' || !Number.isFinite(issuedAt)) return undefined;
  if (typeof command !== 'object' || command === null || !COMMAND_KINDS.includes(command.kind)) return undefined;
  const input = { ...command, by, commandId, issuedAt } as unknown as CommandUpdateInput;
  const read = envelopeOf(command.kind, input, { commandId, now: issuedAt });
  if (!read.ok) return undefined;
  return typeof by === 'object' && isWhole(command, read.value.command) ? { commandId, issuedAt, by, command } : read.value;
}

/** What was read is there, and of its kind. */
const isWhole = (said: object, read: object): boolean =>
  Object.entries(read).every(([field, value]) => typeof value === typeof (said as Readonly<Record<string, unknown>>)[field]);

export function isAlertSnapshot(said: Partial<AlertSnapshot> | null | undefined): said is AlertSnapshot {
  const { revision, firing, firings, total, proposes } = said ?? {};
  return [revision, firing, firings, total].every(Number.isFinite) && SEVERITIES.some((one) => one === proposes);
}
