import { gunzipSync } from 'node:zlib';
import type { Pool } from 'pg';
import { sha256Of } from '../../../services/persistence/archive-chain.js';
import { archiveRun } from '../../../services/persistence/history-archive.repository.js';

export interface Archived {
  readonly number: number;
  readonly incidentKey: string;
  /** gzip */
  readonly history: Buffer;
}

/** A run of the incident in the archive, as the exporter of histories leaves it. */
export async function archiveHistory(pool: Pool, { number, incidentKey, history }: Archived): Promise<void> {
  const run = { runId: `run-${number}`, workflowId: incidentKey, workflowType: 'incidentWorkflow', status: 'COMPLETED' };
  const when = { startedAt: 1_000, closedAt: 2_001 };
  const what = { digest: sha256Of(gunzipSync(history)), events: 42, buildId: 'b1', sdkVersion: '1.24.0' };
  await archiveRun(pool, { ...run, ...when, ...what, incidentKey, history, eventDigests: Buffer.alloc(0) }, 3_000);
}
