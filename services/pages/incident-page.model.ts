import type { Severity, Visibility } from '../../domain/handbook/handbook.model.js';
import type { Incident, IncidentStatus } from '../../domain/incidents/incident.model.js';
import type { IncidentEvent } from '../../domain/incidents/incident-event.model.js';
import type { Instant } from '../../domain/instant.js';
import type { Role } from '../access/access.model.js';

/** An incident as lists show it. Texts are hostile. */
export interface IncidentLine {
  readonly key: string;
  readonly number: number;
  readonly title: string;
  readonly service: string;
  readonly severity: Severity;
  readonly severityConfirmed: boolean;
  readonly status: IncidentStatus;
  readonly visibility: Visibility;
  readonly test: boolean;
  readonly detectedAt: Instant;
  readonly holder: string | null;
  readonly acknowledgedAt: Instant | null;
  readonly resolvedAt: Instant | null;
  readonly closedAt: Instant | null;
  readonly nextDeadlineAt: Instant | null;
  readonly firingAlerts: number;
  readonly totalAlerts: number;
}

export interface PagedPerson {
  readonly generation: number;
  readonly person: string;
  /** The page's place within its generation: `s0`, `c1`, `h7`, `a9`. */
  readonly rung: string;
  readonly at: Instant;
  readonly deliveries: readonly { readonly method: string; readonly status: 'INTENDED' | 'SENT' | 'FAILED' }[];
}

export interface AlertLine {
  readonly name: string;
  readonly summary: string;
  readonly status: 'FIRING' | 'ACKNOWLEDGED' | 'RESOLVED';
  readonly startsAt: Instant;
  readonly endsAt: Instant | null;
  readonly sourceUrl: string | null;
  readonly runbookUrl: string | null;
}

/** What a command came to, as recorded. */
export interface RecordedAnswer {
  readonly outcome: 'APPLIED' | 'DECIDED' | 'ALREADY' | 'REFUSED';
  readonly code?: string;
  readonly detail?: string;
}

/** The part of a viewer that decides which incidents exist for them. */
export interface Sight {
  readonly person: string;
  readonly role: Role;
}

/** All that is recorded of an incident and shown on its page. */
export interface IncidentFacts extends IncidentLine {
  readonly recurrenceOf: string | null;
  readonly declaredBy: string | null;
  /** The fold; null until the workflow has recorded its first event. */
  readonly incident: Incident | null;
  /** Latest first. */
  readonly events: readonly IncidentEvent[];
  /** Latest first. */
  readonly pages: readonly PagedPerson[];
  /** Firing first; null: they could not be read. */
  readonly alerts: readonly AlertLine[] | null;
  /** The newest revision of its postmortem; null: there is none. */
  readonly postmortemRevision: number | null;
  /** What the command that the reader has just sent came to, as recorded. */
  readonly result: RecordedAnswer | null;
}
