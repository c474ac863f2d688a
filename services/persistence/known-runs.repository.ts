import type { Pool } from 'pg';
import type { RunName } from './run-ledger.repository.js';

/** A run of an incident, as the ledger and the archive know it at one moment. */
export interface KnownRun extends RunName {
  /** So says the ledger. */
  readonly isArchived: boolean;
  /** Its row in the archive; null: there is none. */
  readonly number: number | null;
}

/** One statement, so one moment: what is archived meanwhile is in both or in neither. */
const KNOWN = `
SELECT coalesce(w.workflow_id, h.workflow_id) AS "workflowId", run_id AS "runId", w.archived_at IS NOT NULL AS "isArchived", h.number::float8 AS number
FROM (SELECT * FROM workflow_runs WHERE incident_key = $1) AS w
FULL JOIN (SELECT run_id, workflow_id, number, started_at FROM history_archive WHERE incident_key = $1) AS h USING (run_id)
ORDER BY h.started_at, h.number, "workflowId", run_id
`;

/** Every run of an incident and of its children: the archived ones in the order in which they began, then those that were only noted. */
export async function knownRuns(pool: Pool, incidentKey: string): Promise<readonly KnownRun[]> {
  const { rows } = await pool.query<KnownRun>({ name: 'known-runs', text: KNOWN, values: [incidentKey] });
  return rows;
}
