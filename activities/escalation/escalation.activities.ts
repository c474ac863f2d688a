import type { Urgency } from '../../domain/handbook/handbook.model.js';
import type { Responder, SkippedTarget } from '../../domain/incidents/incident-command.model.js';
import type { SummonsTarget } from '../../domain/incidents/incident.model.js';
import type { Instant } from '../../domain/instant.js';
import type { OnCallPort } from '../ports/on-call.port.js';

export interface ResolveRequest {
  readonly incidentKey: string;
  readonly handbookVersionId: number;
  readonly targets: readonly SummonsTarget[];
  readonly urgency: Urgency;
  /** The instant at which holders of schedules are looked up. */
  readonly at: Instant;
}

export interface ResolveResult {
  readonly responders: readonly Responder[];
  readonly skipped: readonly SkippedTarget[];
}

export interface EscalationActivities {
  /** Who is to be paged now, by the handbook as it is now. Never empty-handed silently: each target yields people or a reason. Guide: G1.2 */
  resolveResponders(request: ResolveRequest): Promise<ResolveResult>;
}

export const createEscalationActivities = (onCall: OnCallPort): EscalationActivities => ({
  resolveResponders: (request) => onCall.resolve(request),
});
