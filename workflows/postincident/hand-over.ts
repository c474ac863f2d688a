import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { allHandlersFinished, condition, getExternalWorkflowHandle, sleep, startChild } from '@temporalio/workflow';
import { POST_INCIDENT_WORKFLOW, postIncidentWorkflowId } from '../contracts/ids.js';
import { type Carried, SIGNALS } from '../contracts/incident.contract.js';
import { type PostIncidentInput, postIncidentOptions } from '../contracts/post-incident.contract.js';
import type { LiveIncident } from '../incidents/live-incident.js';

/** Somebody ended the workflow that learns, and nobody has begun it again yet: the watchdog does. */
const RETRY_EVERY = '1 minute';
const ATTEMPTS = 60;

/**
 * The last act of an incident: the workflow that learns from it is started, exactly once, and lives on alone. Whatever comes meanwhile
 * waits; then whoever waits for an answer is told to send the command again, and what came by signal is sent on. Guide: G2.6
 */
export async function handOver(live: LiveIncident, fence: number): Promise<void> {
  await startOnce(live, fence);
  live.letGo();
  for (;;) {
    for (const carried of live.takeCarried()) await sendOn(live.state.key, carried);
    if (live.carried.length === 0 && allHandlersFinished()) return;
    await condition(() => live.carried.length > 0 || allHandlersFinished());
  }
}

async function startOnce(live: LiveIncident, fence: number): Promise<void> {
  const input: PostIncidentInput = { kind: 'RESUME', snapshot: live.snapshot(), fence: fence + 1 };
  try {
    await startChild(POST_INCIDENT_WORKFLOW, {
      ...postIncidentOptions(live.state),
      args: [input],
      parentClosePolicy: 'ABANDON',
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
    });
  } catch (error) {
    // Whoever looks after lost incidents, or an earlier run of this one, was faster: it lives.
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}

async function sendOn(incidentKey: string, carried: Carried): Promise<void> {
  // Alerts change nothing any more; those of later begin another incident.
  if (carried.kind === 'ALERTS') return;
  const handle = getExternalWorkflowHandle(postIncidentWorkflowId(incidentKey));
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (attempt > 0) await sleep(RETRY_EVERY);
    if (await isTaken(() => handle.signal(SIGNALS.submitCommand, carried.envelope))) return;
  }
}

async function isTaken(send: () => Promise<void>): Promise<boolean> {
  try {
    await send();
    return true;
  } catch {
    return false; // nobody is there: tried again
  }
}
