import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import type { Pool } from 'pg';
import { canonicalJson } from '../../../domain/audit/canonical-json.js';

export interface Archived {
  readonly number: number;
  readonly incidentKey: string;
  /** gzip */
  readonly history: Buffer;
}

const TABLE = `
CREATE TABLE IF NOT EXISTS history_archive (
  run_id text PRIMARY KEY, workflow_id text NOT NULL, incident_key text NOT NULL, number bigint NOT NULL, workflow_type text NOT NULL,
  status text NOT NULL, build_id text, sdk_version text, events integer NOT NULL, history bytea NOT NULL, event_digests bytea NOT NULL,
  digest text NOT NULL, previous text NOT NULL, chain text NOT NULL, started_at timestamptz NOT NULL, closed_at timestamptz NOT NULL,
  archived_at timestamptz NOT NULL)`;

/** A row of the archive as the exporter of histories leaves it, hung at the end of the chain. */
export async function archiveHistory(pool: Pool, { number, incidentKey, history }: Archived): Promise<void> {
  await pool.query(TABLE);
  const sha256 = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');
  const previous =
    (await pool.query<{ chain: string }>('SELECT chain FROM history_archive ORDER BY number DESC LIMIT 1')).rows[0]?.chain ?? '';
  const digest = sha256(gunzipSync(history));
  const run = { runId: `run-${number}`, workflowId: incidentKey, workflowType: 'incidentWorkflow', status: 'COMPLETED' };
  const facts = { ...run, number, incidentKey, buildId: 'b1', sdkVersion: '1.24.0', events: 42, digest, startedAt: 1_000, closedAt: 2_001 };
  await pool.query(
    `INSERT INTO history_archive (run_id, workflow_id, incident_key, number, workflow_type, status, build_id, sdk_version, events, history, event_digests,
       digest, previous, chain, started_at, closed_at, archived_at)
     VALUES ($1, $2, $2, $3, 'incidentWorkflow', 'COMPLETED', 'b1', '1.24.0', 42, $4, '', $5, $6, $7, to_timestamp(1), to_timestamp(2.001), to_timestamp(3))`,
    [run.runId, incidentKey, number, history, digest, previous, sha256(`${previous}\n${canonicalJson(facts)}`)],
  );
}
