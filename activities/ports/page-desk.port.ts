import type { Severity, Urgency, Visibility } from '../../domain/handbook/handbook.model.js';
import type { Rung } from '../../domain/incidents/incident.model.js';
import type { DeliveryOutcome } from '../../domain/incidents/incident-command.model.js';
import type { Instant } from '../../domain/instant.js';

/** One delivery of one page, as the workflow decided it. Ids and times; texts are looked up. */
export interface DeliverRequest {
  readonly incidentKey: string;
  readonly handbookVersionId: number;
  readonly pageId: string;
  /** The idempotency key: equal for every attempt. */
  readonly deliveryKey: string;
  readonly generation: number;
  readonly person: string;
  readonly method: string;
  readonly channel: string;
  readonly rung: Rung;
  readonly urgency: Urgency;
  readonly severity: Severity;
  readonly service: string;
  readonly title: string;
  readonly detectedAt: Instant;
  readonly at: Instant;
  readonly test: boolean;
  /** `RESTRICTED`: a page says how bad it is and where to look, nothing of what it is about. */
  readonly visibility: Visibility;
  /** When the ladder goes on, and whom it then pages; null when nothing follows. */
  readonly next: { readonly who: string; readonly at: Instant } | null;
}

export type DeskResult = DeliveryOutcome | { readonly status: 'RETRY'; readonly code: string; readonly reason: string };

/** Gets one page to one person over one channel, once. */
export interface PageDeskPort {
  deliver(request: DeliverRequest): Promise<DeskResult>;
}
