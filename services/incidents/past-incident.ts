import { knownAt } from '../../domain/incidents/fold.js';
import { ladderOf } from '../../domain/incidents/incident.model.js';
import type { IncidentEvent } from '../../domain/incidents/incident-event.model.js';
import type { Instant } from '../../domain/instant.js';
import { readModelOf } from '../persistence/incident-read-model.js';
import type { IncidentView, PageView } from './incident.view.js';

/** Entries of the timeline that come with every incident. */
const HEADS = 3;

/** The incident as it was known at `at`; null: nothing was recorded of it by then. `events`: all of them, in order. */
export function pastIncident(now: IncidentView, events: readonly IncidentEvent[], at: Instant): IncidentView | null {
  const known = at < now.detectedAt ? null : knownAt(events, at);
  if (known === null) return null;
  const { incident } = known;
  const model = readModelOf(incident, known.events);
  return {
    ...now,
    severity: incident.severity,
    severityConfirmed: incident.severityConfirmed,
    urgency: ladderOf(incident).urgency,
    status: incident.status,
    handbookVersionId: model.handbook_version_id,
    holder: model.holder,
    acknowledgedAt: model.acknowledged_at,
    resolvedAt: model.resolved_at,
    closedAt: model.closed_at,
    nextDeadlineAt: model.next_deadline_at,
    nextDeadline: model.next_deadline,
    firingAlerts: incident.alerts.firing,
    totalAlerts: totalAlerts(known.events),
    lastSeq: incident.lastSeq,
    latest: known.events.slice(-HEADS).reverse(),
    past: { at, fold: incident },
  };
}

function totalAlerts(events: readonly IncidentEvent[]): number {
  const last = events.findLast((event) => event.type === 'AlertsChanged');
  return last?.type === 'AlertsChanged' ? last.total : 0;
}

/** The page with what had become of its deliveries by `at`. */
export function pastPage(page: PageView, at: Instant): PageView {
  const deliveries = page.deliveries
    .filter(({ intendedAt }) => intendedAt <= at)
    .map((one) =>
      one.settledAt === null || one.settledAt <= at ? one : { ...one, status: 'INTENDED' as const, settledAt: null, error: null },
    );
  return { ...page, deliveries };
}
