import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { HistoryAndWorkflowId } from '@temporalio/common';
import { Worker, type WorkflowBundleOption } from '@temporalio/worker';
import type { Pool } from 'pg';
import type { Instant } from '../../domain/instant.js';
import { incidentHealth } from './incident-health.js';
import { livingIncidents } from './overdue-incidents.repository.js';
import { installRuntime } from './worker.js';

export interface ReplayFailure {
  readonly incident: string;
  readonly why: string;
}

export interface ReplayParts {
  readonly pool: Pool;
  readonly client: Client;
  readonly workflowBundle: WorkflowBundleOption;
}

/**
 * A build proves once that it can go on with every incident that is open; the proof is kept in PostgreSQL, so that a restart does not
 * wait for it. Returns what fails: then the worker of this build must not start.
 */
export async function proveBuild(
  parts: ReplayParts & { readonly buildId: string; readonly now: Instant },
): Promise<readonly ReplayFailure[]> {
  const { pool, buildId, now } = parts;
  const known = await pool.query('SELECT 1 FROM replayed_builds WHERE build_id = $1', [buildId]);
  if (known.rowCount !== 0) return [];
  const failures = await replayOpenHistories(parts);
  if (failures.length > 0) return failures;
  await pool.query(PROVED, [buildId, now]);
  return [];
}

/** Only the last build counts: what another one has begun since, an earlier proof says nothing about. */
const PROVED = `
WITH others AS (DELETE FROM replayed_builds WHERE build_id <> $1)
INSERT INTO replayed_builds (build_id, replayed_at) VALUES ($1, to_timestamp($2::double precision / 1000.0)) ON CONFLICT DO NOTHING
`;

/** Replays every open incident on this build. What comes back would brick: the worker of this build must not start. */
export async function replayOpenHistories(parts: ReplayParts): Promise<readonly ReplayFailure[]> {
  const { client, workflowBundle } = parts;
  installRuntime({ level: 'ERROR', write: () => undefined });
  const failures: ReplayFailure[] = [];
  for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle }, openHistories(parts))) {
    // A run that has ended is not gone on with: its incident is resumed from the record.
    if (error !== undefined && (await incidentHealth(client, workflowId)) !== 'LOST')
      failures.push({ incident: workflowId, why: error.message });
  }
  return failures;
}

/** One at a time: a history is fetched when the one before has been replayed. */
async function* openHistories({ pool, client }: ReplayParts): AsyncIterable<HistoryAndWorkflowId> {
  for (const { workflowId } of await livingIncidents(pool)) {
    try {
      yield { workflowId, history: await client.workflow.getHandle(workflowId).fetchHistory() };
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    }
  }
}
