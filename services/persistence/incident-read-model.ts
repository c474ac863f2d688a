import { deadlines } from '../../domain/incidents/decide-time.js';
import { type Incident, isOver, ladderOf } from '../../domain/incidents/incident.model.js';
import type { IncidentEvent } from '../../domain/incidents/incident-event.model.js';
import type { Instant } from '../../domain/instant.js';

/** The columns of `incidents` that lists and searches use; instants in epoch milliseconds. A pure function of the fold. */
export interface IncidentReadModel {
  readonly severity: string;
  readonly severity_confirmed: boolean;
  readonly urgency: string;
  readonly status: string;
  readonly holder: string | null;
  readonly acknowledged_at: Instant | null;
  readonly resolved_at: Instant | null;
  readonly closed_at: Instant | null;
  readonly next_deadline_at: Instant | null;
  readonly next_deadline: string | null;
  readonly page_generation: number;
  readonly last_seq: number;
  readonly handbook_version_id: number;
}

export function readModelOf(incident: Incident, news: readonly IncidentEvent[]): IncidentReadModel {
  const next = deadlines(incident)[0];
  return {
    severity: incident.severity,
    severity_confirmed: incident.severityConfirmed,
    urgency: ladderOf(incident).urgency,
    status: incident.status,
    holder: incident.holder?.person ?? null,
    acknowledged_at: incident.holder?.since ?? null,
    resolved_at: incident.resolvedAt,
    closed_at: closedAt(incident, news),
    next_deadline_at: next?.at ?? null,
    next_deadline: next?.kind ?? null,
    page_generation: incident.generation,
    last_seq: incident.lastSeq,
    handbook_version_id: incident.handbookVersionId,
  };
}

/** Its end may lie months before `news`: a follow-up is done after the incident has closed. */
function closedAt(incident: Incident, news: readonly IncidentEvent[]): Instant | null {
  if (!isOver(incident)) return null;
  return news.find(isEnding)?.at ?? incident.postIncident?.closedAt ?? null;
}

const isEnding = (event: IncidentEvent): boolean => event.type === 'Closed' || event.type === 'Canceled';
