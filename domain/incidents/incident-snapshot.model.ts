import type { ErrorCode } from '../error.js';
import type { Severity } from '../handbook/handbook.model.js';
import type { Instant } from '../instant.js';
import type { Incident, IncidentStatus } from './incident.model.js';

/** What became of a command, as the workflow recorded it under its `commandId`. */
export interface CommandResult {
  readonly commandId: string;
  /**
   * `APPLIED`: decided and committed; from here no page starts, and every query sees it. `DECIDED`: decided, the database did
   * not answer yet; it will follow. `ALREADY`: nothing to do, it is so (see `holder`). `REFUSED`: see `code` and `detail`.
   */
  readonly outcome: 'APPLIED' | 'DECIDED' | 'ALREADY' | 'REFUSED';
  readonly holder: string | null;
  readonly status: IncidentStatus;
  readonly severity: Severity;
  readonly at: Instant;
  readonly code?: ErrorCode;
  readonly detail?: string;
  /** Which argument is wrong. */
  readonly field?: string;
}

/** What became of the command; undefined: it is none of these. */
export const resultOf = (results: readonly CommandResult[], commandId: string): CommandResult | undefined =>
  results.findLast((result) => result.commandId === commandId);

/** All that a new run needs to go on where another stopped; also kept in PostgreSQL with every projection. */
export interface IncidentSnapshot {
  readonly incident: Incident;
  /** The last 500, oldest first. */
  readonly results: readonly CommandResult[];
}
