import type { AlertStatus } from '../../domain/alerts/alert.model.js';
import type { Priority, Severity, Urgency, Visibility } from '../../domain/handbook/handbook.model.js';
import type { Incident, IncidentStatus } from '../../domain/incidents/incident.model.js';
import type { IncidentEvent } from '../../domain/incidents/incident-event.model.js';
import type { Instant } from '../../domain/instant.js';

/** An incident as it is read: the row, with the newest entries of its timeline. */
export interface IncidentView {
  readonly key: string;
  readonly number: number;
  readonly title: string;
  readonly service: string;
  readonly severity: Severity;
  readonly severityConfirmed: boolean;
  readonly urgency: Urgency;
  readonly status: IncidentStatus;
  readonly visibility: Visibility;
  readonly test: boolean;
  readonly handbookVersionId: number;
  readonly recurrenceOf: string | null;
  readonly declaredBy: string | null;
  readonly detectedAt: Instant;
  readonly holder: string | null;
  readonly acknowledgedAt: Instant | null;
  readonly resolvedAt: Instant | null;
  readonly closedAt: Instant | null;
  readonly nextDeadlineAt: Instant | null;
  readonly nextDeadline: string | null;
  readonly firingAlerts: number;
  readonly totalAlerts: number;
  readonly lastSeq: number;
  /** Newest first, at most three. */
  readonly latest: readonly TimelineEntry[];
  /** Set where the incident is shown as it was known then: everything else of it is of that instant too. */
  readonly past?: PastIncident;
}

export interface PastIncident {
  readonly at: Instant;
  readonly fold: IncidentFold;
}

/** One entry of a timeline is the event that was recorded. */
export type TimelineEntry = IncidentEvent;

export interface PageView {
  readonly id: string;
  readonly incidentKey: string;
  readonly person: string;
  readonly urgency: Urgency;
  readonly reason: string;
  readonly at: Instant;
  readonly deliveries: readonly DeliveryView[];
}

export interface DeliveryView {
  readonly method: string;
  readonly channel: string;
  readonly status: 'INTENDED' | 'SENT' | 'FAILED';
  readonly attempts: number;
  readonly intendedAt: Instant;
  readonly settledAt: Instant | null;
  readonly error: string | null;
}

export interface AlertView {
  readonly id: string;
  readonly incidentKey: string;
  readonly dedupKey: string;
  readonly name: string;
  readonly summary: string;
  readonly status: AlertStatus;
  readonly priority: Priority;
  readonly labels: Readonly<Record<string, string>>;
  readonly startsAt: Instant;
  readonly endsAt: Instant | null;
  readonly sourceUrl: string | null;
}

/** The whole fold, for what must be computed from it. */
export type IncidentFold = Incident;

/** One page of a list: `before` the cut there were `rows`, and `hasNext` says whether more follow. */
export interface ListPage<T> {
  readonly rows: readonly T[];
  readonly hasNext: boolean;
}
