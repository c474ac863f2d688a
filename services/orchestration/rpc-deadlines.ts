import { basename } from 'node:path/posix';
import type { ConnectionOptions } from '@temporalio/client';
import { SECOND_MS } from '../../domain/instant.js';
import { systemClock } from '../config/clock.js';

type Interceptor = NonNullable<ConnectionOptions['interceptors']>[number];

/**
 * How long each call may take, its retries included, in ms; what is not named here may take as long as Temporal lets it. A table in the
 * place of the SDK's `connection.withDeadline`: see `HooklessConnection`.
 */
const RPC_DEADLINES_MS: Readonly<Record<string, number>> = {
  DescribeWorkflowExecution: 3 * SECOND_MS,
  UpdateWorkflowExecution: 3 * SECOND_MS,
  PollWorkflowExecutionUpdate: 3 * SECOND_MS,
  SignalWorkflowExecution: 3 * SECOND_MS,
  SignalWithStartWorkflowExecution: 4 * SECOND_MS,
  StartWorkflowExecution: 5 * SECOND_MS,
  GetSystemInfo: 5 * SECOND_MS,
  DescribeNamespace: 5 * SECOND_MS,
  DescribeTaskQueue: 5 * SECOND_MS,
  ListSearchAttributes: 5 * SECOND_MS,
};

/** `next` with a deadline for every call that is named above, and for all attempts that `next` makes of it together. */
export const withDeadlines =
  (next: Interceptor): Interceptor =>
  (options, nextCall) => {
    const ms = RPC_DEADLINES_MS[basename(options.method_definition.path)];
    return next(ms === undefined || options.deadline !== undefined ? options : { ...options, deadline: systemClock.now() + ms }, nextCall);
  };
