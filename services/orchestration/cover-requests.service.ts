import type { Client } from '@temporalio/client';
import type { CoverAnswer, CoverRequest } from '../../domain/covers/cover-request.model.js';
import {
  COVER_REQUEST_WORKFLOW,
  COVER_SIGNALS,
  type CoverRequestInput,
  coverWorkflowId,
} from '../../workflows/contracts/cover-request.contract.js';
import { TASK_QUEUES } from '../../workflows/contracts/ids.js';
import type { CoverWorkflows } from './cover-requests.port.js';
import { orUnavailable } from './rpc-failure.js';

export class CoverWorkflowsService implements CoverWorkflows {
  constructor(private readonly client: Client) {}

  async start(request: CoverRequest): Promise<void> {
    await orUnavailable(
      this.client.workflow.start(COVER_REQUEST_WORKFLOW, { ...optionsOf(request), workflowIdConflictPolicy: 'USE_EXISTING' }),
    );
  }

  async answered(request: CoverRequest, answer: CoverAnswer): Promise<void> {
    const signal = { signal: COVER_SIGNALS.answered, signalArgs: [answer] as [CoverAnswer] };
    await orUnavailable(this.client.workflow.signalWithStart(COVER_REQUEST_WORKFLOW, { ...optionsOf(request), ...signal }));
  }
}

function optionsOf(request: CoverRequest) {
  const args: [CoverRequestInput] = [{ request }];
  const { id, schedule, asker } = request;
  return {
    workflowId: coverWorkflowId(id),
    taskQueue: TASK_QUEUES.incidents,
    args,
    staticSummary: `${id}: ${asker} asks for cover of ${schedule}`,
  } as const;
}
