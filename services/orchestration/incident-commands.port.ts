import type { Severity } from '../../domain/handbook/handbook.model.js';
import type { Actor, IncidentStatus } from '../../domain/incidents/incident.model.js';
import type { CommandEnvelope } from '../../domain/incidents/incident-command.model.js';

/** What an API answers to a command. `PENDING`: no worker answered in time; the command is kept and acts once when one returns. */
export interface CommandAnswer {
  readonly commandId: string;
  readonly outcome: 'APPLIED' | 'DECIDED' | 'PENDING' | 'ALREADY';
  readonly holder: string | null;
  readonly status: IncidentStatus | null;
  readonly severity: Severity | null;
}

/** Everything that people tell incidents to do. Refusals are thrown as `DomainFailure`. */
export interface IncidentCommands {
  execute(incidentKey: string, envelope: CommandEnvelope): Promise<CommandAnswer>;
  /** Starts an incident by a person's declaration; the same `dedupKey` again answers the same incident. */
  declare(request: DeclareRequest): Promise<{ readonly incidentKey: string; readonly created: boolean }>;
}

export interface DeclareRequest {
  readonly title: string;
  readonly service: string;
  readonly severity: Severity;
  readonly by: Actor;
  readonly dedupKey: string;
  /** Pages the declarer only; never public, never in the numbers. */
  readonly test: boolean;
  readonly restricted: boolean;
}
