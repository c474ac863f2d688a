import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { optionalTsToMs } from '@temporalio/common/lib/time.js';
import type { Instant } from '../../domain/instant.js';
import { systemClock } from '../config/clock.js';

/**
 * `LOST`: no workflow runs. `BROKEN`: its task fails again and again. `STUCK`: nobody takes its task. `UNKNOWN`: Temporal does not
 * answer. `WORKING`: late at most.
 */
export type IncidentHealth = 'WORKING' | 'LOST' | 'BROKEN' | 'STUCK' | 'UNKNOWN';

const TASK_WAITS_MS = 20_000;
const BROKEN_ATTEMPT = 2;

/** Asked of the workflow itself, for at most three seconds; Temporal's visibility is not consulted. */
export async function incidentHealth(client: Client, workflowId: string, now: Instant = systemClock.now()): Promise<IncidentHealth> {
  try {
    const { status, raw } = await client.workflow.getHandle(workflowId).describe();
    if (status.name !== 'RUNNING') return 'LOST';
    const task = raw.pendingWorkflowTask;
    if (!task) return 'WORKING';
    if ((task.attempt ?? 0) >= BROKEN_ATTEMPT) return 'BROKEN';
    const waitingSince = optionalTsToMs(task.scheduledTime) ?? now;
    const isTaken = optionalTsToMs(task.startedTime) !== undefined;
    return !isTaken && now - waitingSince > TASK_WAITS_MS ? 'STUCK' : 'WORKING';
  } catch (error) {
    return error instanceof WorkflowNotFoundError ? 'LOST' : 'UNKNOWN';
  }
}
