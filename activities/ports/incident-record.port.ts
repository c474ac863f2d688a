import type { Projection, ProjectionOutcome } from '../incidents/incident.activities.js';

/** The durable record of incidents. */
export interface IncidentRecordPort {
  /** All or nothing; idempotent by `(incidentKey, seq)` and the events' digests. */
  commit(projection: Projection): Promise<ProjectionOutcome>;
}
