import type { Pool, PoolClient } from 'pg';
import type { Instant } from '../../domain/instant.js';

/** One run of a workflow, by Temporal's own names. */
export interface RunName {
  readonly workflowId: string;
  readonly runId: string;
}

/** The incident that a workflow serves: its id is the incident's key, or begins with the key and a slash. */
export const incidentOf = (workflowId: string): string => workflowId.split('/', 1)[0] ?? workflowId;

const NOTE = `
WITH noted AS (
  INSERT INTO workflow_runs (workflow_id, run_id, incident_key)
  SELECT r.workflow_id, r.run_id, r.incident_key
  FROM unnest($1::text[], $2::text[], $3::text[]) AS r (workflow_id, run_id, incident_key)
  WHERE EXISTS (SELECT 1 FROM incidents WHERE key = r.incident_key)
  ON CONFLICT ON CONSTRAINT pk_workflow_runs DO NOTHING RETURNING incident_key
)
UPDATE workflow_runs SET next_check_at = NULL, checks = 0
FROM noted WHERE workflow_runs.incident_key = noted.incident_key AND archived_at IS NULL
`;

/** Remembers these runs until they are archived; a newer run of an incident makes its older ones due. */
export async function noteRuns(client: Pool | PoolClient, runs: readonly RunName[]): Promise<void> {
  if (runs.length === 0) return;
  await client.query(NOTE, [
    runs.map((run) => run.workflowId),
    runs.map((run) => run.runId),
    runs.map((run) => incidentOf(run.workflowId)),
  ]);
}

/** The incident is over: its runs end now. */
export async function runsAreEnding(client: PoolClient, incidentKey: string): Promise<void> {
  await client.query('UPDATE workflow_runs SET next_check_at = NULL, checks = 0 WHERE incident_key = $1 AND archived_at IS NULL', [
    incidentKey,
  ]);
}

const DUE = `
SELECT workflow_id AS "workflowId", run_id AS "runId", checks, lost_at IS NOT NULL AS "isLost" FROM workflow_runs
WHERE archived_at IS NULL AND (next_check_at IS NULL OR next_check_at <= to_timestamp($1::double precision / 1000))
ORDER BY next_check_at NULLS FIRST LIMIT $2
`;

export interface DueRun extends RunName {
  /** How often it was looked at in vain. */
  readonly checks: number;
  readonly isLost: boolean;
}

export async function dueRuns(pool: Pool, now: Instant, limit: number): Promise<readonly DueRun[]> {
  return (await pool.query<DueRun>(DUE, [now, limit])).rows;
}

const POSTPONE = `
UPDATE workflow_runs SET checks = checks + 1, next_check_at = to_timestamp($3::double precision / 1000),
  closed_at = coalesce(closed_at, to_timestamp($4::double precision / 1000)), lost_at = coalesce(lost_at, to_timestamp($5::double precision / 1000))
WHERE workflow_id = $1 AND run_id = $2 AND archived_at IS NULL
`;

export interface Postponement {
  readonly until: Instant;
  /** When the run ended, where that is known. */
  readonly closedAt?: Instant | null;
  /** When Temporal was found not to have it any more. */
  readonly lostAt?: Instant | null;
}

export async function postpone(pool: Pool, run: RunName, { until, closedAt, lostAt }: Postponement): Promise<void> {
  await pool.query(POSTPONE, [run.workflowId, run.runId, until, closedAt ?? null, lostAt ?? null]);
}

const UNKNOWN = `
SELECT key, number::float8 AS number, closed_at IS NOT NULL AS "isClosed" FROM incidents
WHERE incidents.number > $1 AND detected_at < to_timestamp($2::double precision / 1000)
  AND NOT EXISTS (SELECT 1 FROM workflow_runs WHERE incident_key = incidents.key)
ORDER BY incidents.number LIMIT $3
`;

interface UnnotedIncident {
  readonly key: string;
  readonly number: number;
  readonly isClosed: boolean;
}

/** Incidents of which no run was ever noted: begun before there was a ledger, or ended before their first record. */
export async function incidentsWithoutRuns(
  pool: Pool,
  from: { readonly afterNumber: number; readonly before: Instant; readonly limit: number },
): Promise<readonly UnnotedIncident[]> {
  return (await pool.query<UnnotedIncident>(UNKNOWN, [from.afterNumber, from.before, from.limit])).rows;
}

const BACKLOG = `
SELECT count(*) FILTER (WHERE ended IS NOT NULL AND lost_at IS NULL)::int AS waiting, count(*) FILTER (WHERE lost_at IS NOT NULL)::int AS lost,
  round(extract(epoch FROM min(ended) FILTER (WHERE lost_at IS NULL)) * 1000)::float8 AS "oldestEndedAt"
FROM (
  SELECT r.lost_at, coalesce(r.closed_at, CASE WHEN r.workflow_id = i.key THEN i.closed_at END) AS ended
  FROM workflow_runs r JOIN incidents i ON i.key = r.incident_key WHERE r.archived_at IS NULL
) AS unarchived
`;

/** How far the archive is behind: runs that ended and are not in it, and runs that Temporal has lost. */
export interface Backlog {
  readonly waiting: number;
  readonly lost: number;
  readonly oldestEndedAt: Instant | null;
}

export async function backlogOf(pool: Pool): Promise<Backlog> {
  const { rows } = await pool.query<Backlog>(BACKLOG);
  return rows[0] ?? { waiting: 0, lost: 0, oldestEndedAt: null };
}
