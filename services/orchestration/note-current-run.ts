import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { Pool } from 'pg';
import { noteRuns } from '../persistence/run-ledger.repository.js';

/** Remembers the newest run of a workflow, so that its history is archived even if it never recorded anything. `NONE`: Temporal has none. */
export async function noteCurrentRun(client: Client, pool: Pool, workflowId: string): Promise<'NOTED' | 'NONE'> {
  try {
    const { runId } = await client.workflow.getHandle(workflowId).describe();
    await noteRuns(pool, [{ workflowId, runId }]);
    return 'NOTED';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'NONE';
    throw error;
  }
}
