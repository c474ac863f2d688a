import type { Urgency } from '../../domain/handbook/handbook.model.js';
import type { SummonsTarget } from '../../domain/incidents/incident.model.js';
import type { Responder, SkippedTarget } from '../../domain/incidents/incident-command.model.js';
import type { Instant } from '../../domain/instant.js';

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

/** Knows who is on call, and how each person is reached. */
export interface OnCallPort {
  resolve(request: ResolveRequest): Promise<ResolveResult>;
}
