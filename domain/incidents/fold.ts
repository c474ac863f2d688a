import type { Instant } from '../instant.js';
import { evolve, unopened } from './evolve.js';
import type { Incident } from './incident.model.js';
import type { IncidentEvent } from './incident-event.model.js';

/** The incident after `events`; null while it has not begun. */
export function fold(before: Incident | null, events: readonly IncidentEvent[]): Incident | null {
  let incident = before;
  for (const event of events) {
    if (incident === null && event.type === 'Opened') incident = unopened(event.opening);
    if (incident !== null) incident = evolve(incident, event);
  }
  return incident;
}

/** An incident as it was known at one instant. */
export interface KnownIncident {
  readonly incident: Incident;
  /** What had been recorded until then, in order. */
  readonly events: readonly IncidentEvent[];
}

/** What was known at `at`: the fold of the events until then, those of that very instant included. null: nothing yet. Pure. */
export function knownAt(events: readonly IncidentEvent[], at: Instant): KnownIncident | null {
  const end = events.findIndex((event) => event.at > at);
  const known = end === -1 ? events : events.slice(0, end);
  const incident = fold(null, known);
  return incident === null ? null : { incident, events: known };
}
