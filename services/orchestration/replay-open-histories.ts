import type { Client } from '@temporalio/client';
import { Worker, type WorkflowBundleOption } from '@temporalio/worker';
import { INCIDENT_WORKFLOW } from '../../workflows/contracts/ids.js';
import { installRuntime } from './worker.js';

export interface ReplayFailure {
  readonly incident: string;
  readonly why: string;
}

const OPEN = `WorkflowType = '${INCIDENT_WORKFLOW}' AND ExecutionStatus = 'Running'`;

/** Replays every open incident on this build. What comes back would brick: the worker of this build must not start. */
export async function replayOpenHistories(client: Client, workflowBundle: WorkflowBundleOption): Promise<readonly ReplayFailure[]> {
  installRuntime({ level: 'ERROR', write: () => undefined });
  const failures: ReplayFailure[] = [];
  const histories = client.workflow.list({ query: OPEN }).intoHistories({ concurrency: 4 });
  for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle }, histories)) {
    if (error !== undefined) failures.push({ incident: workflowId, why: error.message });
  }
  return failures;
}
