import { DomainFailure } from '../../domain/error.js';
import { decide } from '../../domain/incidents/decide.js';
import type { CommandEnvelope } from '../../domain/incidents/incident-command.model.js';
import { type IncidentSnapshot, resultOf } from '../../domain/incidents/incident-snapshot.model.js';
import { answerOf } from './answer-of-result.js';
import type { CommandAnswer } from './incident-commands.port.js';

/** What an incident that is over says to a command: to one that it has answered the same again, else by the rules of when it was open. */
export function judgeWithoutWorkflow({ incident, results }: IncidentSnapshot, envelope: CommandEnvelope): CommandAnswer {
  const { command, by, commandId, issuedAt } = envelope;
  const before = resultOf(results, commandId);
  if (before !== undefined) return answerOf(before);
  const decided = decide(incident, { ...command, by }, issuedAt);
  if (!decided.ok) throw new DomainFailure(decided.error);
  const { holder, status, severity } = incident;
  return { commandId, outcome: 'ALREADY', holder: holder?.person ?? null, status, severity };
}
