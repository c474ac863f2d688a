import { type Client, ServiceError } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { PureIncident } from '../../test/support/story-incident.js';
import { VirtualTime } from './virtual-time.js';

const STEP_MS = 5;
/** gRPC's own numbers. */
const status = { CANCELLED: 1, FAILED_PRECONDITION: 9, UNAVAILABLE: 14 } as const;

/** What gRPC says, as the SDK hands it on from a workflow's handle. */
const rpcFailure = (code: number): ServiceError =>
  new ServiceError('Failed to query Workflow', { cause: Object.assign(new Error('rpc'), { code, details: 'gone', metadata: {} }) });

/** A workflow at rest whose clock moves on by a step per look, and whose queries fail so often first. */
function clientOf(failures: Error[]): Client {
  let now = 1_000; // the incident began at 0
  const describeWorkflowExecution = async () => {
    now += STEP_MS;
    const currentTime = msToTs(now);
    return await Promise.resolve({ workflowExecutionInfo: { status: 1 }, workflowExtendedInfo: { timeSkippingInfo: { currentTime } } });
  };
  const query = async () => {
    const failure = failures.shift();
    return await (failure === undefined ? Promise.resolve(new PureIncident().state) : Promise.reject(failure));
  };
  return {
    options: { namespace: 'n' },
    workflowService: { describeWorkflowExecution },
    workflow: { getHandle: () => ({ query }) },
  } as unknown as Client;
}

it.each([
  ['its worker has just been killed', status.CANCELLED],
  ['Temporal is busy', status.UNAVAILABLE],
  ['its first task is not there yet', status.FAILED_PRECONDITION],
])('a workflow that does not answer since %s is asked again', async (_why, code) => {
  const failures = [rpcFailure(code), rpcFailure(code)];
  await new VirtualTime(clientOf(failures), 'INC-1').passes(STEP_MS * 8);
  expect(failures).toEqual([]);
});

it('what is no failure of a call is not', async () => {
  await expect(new VirtualTime(clientOf([new Error('unknown query')]), 'INC-1').passes(STEP_MS * 8)).rejects.toThrow('unknown query');
});
