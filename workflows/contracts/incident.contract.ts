import type { AlertSnapshot } from '../../domain/alerts/alert.model.js';
import type { IncidentStatus } from '../../domain/incidents/incident.model.js';
import type { CommandEnvelope, CommandKind } from '../../domain/incidents/incident-command.model.js';
import type { IncidentOpening } from '../../domain/incidents/incident-event.model.js';
import type { IncidentSnapshot } from '../../domain/incidents/incident-snapshot.model.js';
import type { Instant } from '../../domain/instant.js';

/** The argument of the incident workflow. ≤ 32 KiB. */
export type IncidentInput =
  | { readonly kind: 'OPEN'; readonly opening: IncidentOpening; readonly fence: number }
  | {
      readonly kind: 'RESUME';
      readonly snapshot: IncidentSnapshot;
      readonly fence: number;
      /** What a run that was fenced off had been sent by signal and could not record: nobody else knows it. */
      readonly carried?: readonly Carried[];
    };

export type Carried =
  | { readonly kind: 'COMMAND'; readonly envelope: CommandEnvelope }
  | { readonly kind: 'ALERTS'; readonly snapshot: AlertSnapshot };

export interface IncidentOutcome {
  readonly key: string;
  readonly status: IncidentStatus;
  readonly events: number;
}

/** The arguments of a command's update: what its kind needs, plus who. From the Temporal UI only `by` is required. */
export type CommandUpdateInput = Readonly<Record<string, unknown>> & {
  readonly by: CommandEnvelope['by'] | string;
  readonly commandId?: string;
  readonly issuedAt?: Instant;
};

/** One update per command, of the command's own name. */
export const commandUpdateName = (kind: CommandKind): string => kind;

export const SIGNALS = { alertsReceived: 'alertsReceived', submitCommand: 'submitCommand' } as const;
export const QUERIES = { state: 'state', timeline: 'timeline', nextDeadline: 'nextDeadline' } as const;

export type AlertsReceivedSignal = AlertSnapshot;
export type SubmitCommandSignal = CommandEnvelope;

export interface NextDeadline {
  readonly at: Instant;
  readonly what: string;
}
