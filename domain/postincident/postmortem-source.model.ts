import type { Incident } from '../incidents/incident.model.js';
import type { IncidentEvent } from '../incidents/incident-event.model.js';

/** Everything that a draft is a function of. */
export interface PostmortemSource {
  /** The incident as recorded. */
  readonly incident: Incident;
  /** What is recorded, oldest first. */
  readonly events: readonly IncidentEvent[];
  /** The parts, in the handbook's own words and order. */
  readonly parts: readonly string[];
  readonly serviceName: string;
  /** A person as people say it. */
  readonly nameOf: (person: string) => string;
}
