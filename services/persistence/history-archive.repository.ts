import type { Pool, PoolClient } from 'pg';
import type { Instant } from '../../domain/instant.js';
import { type ArchivedRunFacts, archiveLink } from './archive-chain.js';
import { inTransaction } from './transaction.js';

/** A run as it comes from Temporal, on its way into the archive. */
export interface RunExport extends Omit<ArchivedRunFacts, 'number'> {
  /** gzip of the protobuf message `temporal.api.history.v1.History`. */
  readonly history: Uint8Array;
  /** The first 16 bytes of each event's SHA-256, in order: they name the event that was changed. */
  readonly eventDigests: Uint8Array;
}

export interface ArchivedRun extends ArchivedRunFacts {
  readonly history: Buffer;
  readonly eventDigests: Buffer;
  readonly previous: string;
  readonly chain: string;
}

const LOCK = `SELECT pg_advisory_xact_lock(hashtext('tocsin:history_archive'))`;

const HEAD = 'SELECT number::float8 AS number, chain FROM history_archive ORDER BY history_archive.number DESC LIMIT 1';

const APPEND = `
INSERT INTO history_archive (run_id, workflow_id, incident_key, number, workflow_type, status, build_id, sdk_version, events, history,
  event_digests, digest, previous, chain, started_at, closed_at, archived_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,
  to_timestamp($15::double precision / 1000), to_timestamp($16::double precision / 1000), to_timestamp($17::double precision / 1000))
`;

const DONE = `
UPDATE workflow_runs SET archived_at = to_timestamp($3::double precision / 1000), closed_at = to_timestamp($4::double precision / 1000), lost_at = NULL
WHERE workflow_id = $1 AND run_id = $2
`;

/** Adds a run as the newest link, and notes in the ledger that it is here: both or neither. A run that is here already changes nothing. */
export async function archiveRun(pool: Pool, run: RunExport, now: Instant): Promise<'ARCHIVED' | 'ALREADY'> {
  return await inTransaction(pool, async (client) => {
    await client.query(LOCK);
    const isKnown = (await client.query('SELECT 1 FROM history_archive WHERE run_id = $1', [run.runId])).rowCount !== 0;
    if (!isKnown) await append(client, run, now);
    await client.query(DONE, [run.workflowId, run.runId, now, run.closedAt]);
    return isKnown ? 'ALREADY' : 'ARCHIVED';
  });
}

async function append(client: PoolClient, run: RunExport, now: Instant): Promise<void> {
  const head = (await client.query<{ number: number; chain: string }>(HEAD)).rows[0] ?? { number: 0, chain: '' };
  const facts = { ...run, number: head.number + 1 };
  const { runId, workflowId, incidentKey, number, workflowType, status, buildId, sdkVersion, events, digest } = facts;
  const named = [runId, workflowId, incidentKey, number, workflowType, status, buildId, sdkVersion, events];
  const content = [Buffer.from(run.history), Buffer.from(run.eventDigests), digest, head.chain, archiveLink(head.chain, facts)];
  await client.query(APPEND, [...named, ...content, run.startedAt, run.closedAt, now]);
}

/** The columns of one row in the words of `ArchivedRun`, for whoever reads the table. */
export const ARCHIVED_RUN = `
run_id AS "runId", workflow_id AS "workflowId", incident_key AS "incidentKey", number::float8 AS number, workflow_type AS "workflowType", status,
build_id AS "buildId", sdk_version AS "sdkVersion", events, history, event_digests AS "eventDigests", digest, previous, chain,
round(extract(epoch FROM started_at) * 1000)::float8 AS "startedAt", round(extract(epoch FROM closed_at) * 1000)::float8 AS "closedAt"
`;

/** Every archived run of an incident, its children's too, in the order in which they began. */
export async function archivedRunsOf(pool: Pool, incidentKey: string): Promise<readonly ArchivedRun[]> {
  const { rows } = await pool.query<ArchivedRun>(
    `SELECT ${ARCHIVED_RUN} FROM history_archive WHERE incident_key = $1 ORDER BY history_archive.started_at, history_archive.number`,
    [incidentKey],
  );
  return rows;
}

/** The same, one at a time: a long chain of long histories is never in memory at once. */
export async function* eachArchivedRunOf(pool: Pool, incidentKey: string): AsyncIterable<ArchivedRun> {
  const { rows } = await pool.query<{ numbers: readonly number[] | null }>(
    'SELECT array_agg(number::float8 ORDER BY started_at, number) AS numbers FROM history_archive WHERE incident_key = $1',
    [incidentKey],
  );
  for (const number of rows[0]?.numbers ?? []) {
    const run = await archivedRun(pool, number);
    if (run !== null) yield run;
  }
}

const BY_NUMBER = `SELECT ${ARCHIVED_RUN} FROM history_archive WHERE history_archive.number = $1`;

/** null: that row is gone. */
export async function archivedRun(pool: Pool, number: number): Promise<ArchivedRun | null> {
  const { rows } = await pool.query<ArchivedRun>({ name: 'archived-run', text: BY_NUMBER, values: [number] });
  return rows[0] ?? null;
}
