import { type Client, WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import type { Pool } from 'pg';
import type { AlertSnapshot } from '../../domain/alerts/alert.model.js';
import type { IncidentOpening } from '../../domain/incidents/incident-event.model.js';
import type { IncidentSnapshot } from '../../domain/incidents/incident-snapshot.model.js';
import {
  INCIDENT_WORKFLOW,
  incidentWorkflowId,
  POST_INCIDENT_WORKFLOW,
  postIncidentWorkflowId,
  TASK_QUEUES,
} from '../../workflows/contracts/ids.js';
import type { IncidentInput } from '../../workflows/contracts/incident.contract.js';
import { SIGNALS } from '../../workflows/contracts/incident.contract.js';
import { type PostIncidentInput, postIncidentOptions } from '../../workflows/contracts/post-incident.contract.js';
import { searchAttributesOf } from '../../workflows/contracts/search-attributes.js';
import type { IncidentStart } from './incident-openings.repository.js';
import { noteCurrentRun } from './note-current-run.js';

/** Half of what Temporal takes. An opening is some kilobytes; one that is longer than it should be still pages people. */
const MAX_INPUT_BYTES = 1024 * 1024;

/** `CLOSED`: the workflow of this id has ended before. */
export type StartOutcome = 'STARTED' | 'CLOSED';

/** Starts and resumes incident workflows; an id is used once, unless an incident that is still open is resumed. */
export class IncidentStarter {
  constructor(
    private readonly client: Client,
    private readonly pool: Pool,
  ) {}

  async open(start: IncidentStart): Promise<StartOutcome> {
    return await notClosed(() => this.client.workflow.start(INCIDENT_WORKFLOW, { ...options(start.opening), args: [openInput(start)] }));
  }

  /** Tells a running incident, or begins it with this as the first thing it hears. */
  async openWithAlerts(start: IncidentStart, snapshot: AlertSnapshot): Promise<StartOutcome> {
    const args = [openInput(start)];
    return await notClosed(() =>
      this.client.workflow.signalWithStart(INCIDENT_WORKFLOW, {
        ...options(start.opening),
        args,
        signal: SIGNALS.alertsReceived,
        signalArgs: [snapshot],
      }),
    );
  }

  /** Goes on from what is recorded, where the workflow was lost: same step, same deadlines, nothing paged twice. The lost run is remembered. */
  async resume(start: IncidentStart): Promise<void> {
    if (start.snapshot !== null && start.phase === 'POST_INCIDENT') return await this.resumeLearning(start.snapshot, start.fence);
    await noteCurrentRun(this.client, this.pool, incidentWorkflowId(start.opening.key));
    const input: IncidentInput =
      start.snapshot === null ? openInput(start) : { kind: 'RESUME', snapshot: start.snapshot, fence: start.fence + 1 };
    await this.client.workflow.start(INCIDENT_WORKFLOW, {
      ...options(start.opening),
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      args: [input],
    });
  }

  /** The same for what follows an incident; also where its own workflow was lost before it could hand over. */
  private async resumeLearning(snapshot: IncidentSnapshot, fence: number): Promise<void> {
    await noteCurrentRun(this.client, this.pool, postIncidentWorkflowId(snapshot.incident.key));
    const input: PostIncidentInput = { kind: 'RESUME', snapshot, fence: fence + 1 };
    await this.client.workflow.start(POST_INCIDENT_WORKFLOW, {
      ...postIncidentOptions(snapshot.incident),
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      workflowIdConflictPolicy: 'USE_EXISTING',
      args: [input],
    });
  }
}

function openInput(start: IncidentStart): IncidentInput {
  const input: IncidentInput = { kind: 'OPEN', opening: start.opening, fence: start.fence + 1 };
  const bytes = Buffer.byteLength(JSON.stringify(input));
  if (bytes > MAX_INPUT_BYTES) throw new Error(`the input of ${start.opening.key} has ${bytes} bytes; ${MAX_INPUT_BYTES} are allowed`);
  return input;
}

function options(opening: IncidentOpening) {
  const { key, severity, service, title, visibility } = opening;
  const summary = visibility === 'RESTRICTED' ? `${severity} · restricted` : `${severity} · ${service} · ${title}`;
  return {
    workflowId: incidentWorkflowId(key),
    taskQueue: TASK_QUEUES.incidents,
    workflowIdReusePolicy: 'REJECT_DUPLICATE' as const,
    workflowIdConflictPolicy: 'USE_EXISTING' as const,
    workflowTaskTimeout: '10s',
    staticSummary: summary.slice(0, 200),
    typedSearchAttributes: attributesOf(opening),
    /** Lower is sooner: a Sev1 overtakes a backlog of Sev4. */
    priority: { priorityKey: Number(severity.slice(3)) },
  };
}

/** How it begins: the workflow itself tells Temporal only what changes later. */
function attributesOf({ severity, service, visibility }: IncidentOpening) {
  const attributes = searchAttributesOf({ status: 'TRIAGE', severity, service, visibility, holder: null });
  return attributes.flatMap(({ key, value }) => (value === null ? [] : [{ key, value }]));
}

async function notClosed(start: () => Promise<unknown>): Promise<StartOutcome> {
  try {
    await start();
    return 'STARTED';
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return 'CLOSED';
    throw error;
  }
}
