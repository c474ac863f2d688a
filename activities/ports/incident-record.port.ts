import type { IncidentEvent } from '../../domain/incidents/incident-event.model.js';
import type { CommandResult, IncidentSnapshot } from '../../domain/incidents/incident-snapshot.model.js';

/** One batch of decided events on their way into the record. */
export interface Projection {
  readonly incidentKey: string;
  /** Grows with every run that takes over; a run with an older one is refused. */
  readonly fence: number;
  readonly runId: string;
  /** In `seq` order, without a gap, following what was recorded before. */
  readonly events: readonly IncidentEvent[];
  /** What the commands of this batch came to; kept so that a command delivered again is answered alike. */
  readonly results: readonly CommandResult[];
}

export type ProjectionOutcome =
  | { readonly status: 'COMMITTED' }
  /** Another run has gone on from here, or history was rewound: go on from the recorded state, as `fence`. */
  | { readonly status: 'FENCED'; readonly snapshot: IncidentSnapshot; readonly fence: number };

/** The durable record of incidents. */
export interface IncidentRecordPort {
  /**
   * All or nothing; idempotent by `(incidentKey, seq)` and the events' digests. Notes the run, of the workflow `workflowId` (absent: the
   * incident's own), so that its history is archived when it has ended.
   */
  commit(projection: Projection, workflowId?: string): Promise<ProjectionOutcome>;
}
