import { DomainFailure } from '../../domain/error.js';
import { decide } from '../../domain/incidents/decide.js';
import type { Incident } from '../../domain/incidents/incident.model.js';
import type { CommandEnvelope } from '../../domain/incidents/incident-command.model.js';
import type { CommandAnswer } from './incident-commands.port.js';

/** What an incident that is over says to a command, by the same rules as when it was open. */
export function judgeWithoutWorkflow(incident: Incident, { command, by, commandId, issuedAt }: CommandEnvelope): CommandAnswer {
  const decided = decide(incident, { ...command, by }, issuedAt);
  if (!decided.ok) throw new DomainFailure(decided.error);
  const { holder, status, severity } = incident;
  return { commandId, outcome: 'ALREADY', holder: holder?.person ?? null, status, severity };
}
