import { DomainFailure } from '../../domain/error.js';
import type { CommandResult } from '../../domain/incidents/incident-snapshot.model.js';
import type { CommandAnswer } from './incident-commands.port.js';

/** What whoever sent the command is told of its recorded result. Throws what it was refused for. */
export function answerOf({ commandId, outcome, holder, status, severity, code, detail, field }: CommandResult): CommandAnswer {
  if (outcome !== 'REFUSED') return { commandId, outcome, holder, status, severity };
  throw new DomainFailure({ code: code ?? 'INTERNAL', detail: detail ?? 'refused', ...(field === undefined ? {} : { field }) });
}
