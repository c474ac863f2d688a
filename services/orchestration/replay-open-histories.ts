import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { HistoryAndWorkflowId } from '@temporalio/common';
import { Worker, type WorkflowBundleOption } from '@temporalio/worker';
import type { Pool } from 'pg';
import { incidentWorkflowId } from '../../workflows/contracts/ids.js';
import { incidentHealth } from './incident-health.js';
import { openIncidents } from './overdue-incidents.repository.js';
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
  for (const key of await openIncidents(pool)) {
    const workflowId = incidentWorkflowId(key);
    try {
      yield { workflowId, history: await client.workflow.getHandle(workflowId).fetchHistory() };
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    }
  }
}
