import type { Client } from '@temporalio/client';
import { optionalTsToMs } from '@temporalio/common/lib/time.js';
import type { Instant } from '../../domain/instant.js';
import { TASK_QUEUES } from '../../workflows/contracts/ids.js';
import { SEARCH_ATTRIBUTES } from '../../workflows/contracts/search-attributes.js';

/** temporal.api.enums.v1.TaskQueueType */
const WORKFLOW_TASKS = 1;
const ACTIVITY_TASKS = 2;
const POLLED_WITHIN_MS = 70_000;

/** What a person who looks after Tocsin wants to know of the Temporal cluster. Durations in ms. */
export interface TemporalCheckup {
  readonly serverVersion: string;
  readonly namespace: string;
  /** How long closed histories are kept; 0: for ever. */
  readonly retentionMs: number;
  readonly missingSearchAttributes: readonly string[];
  /** `incidents (workflows)`, with how many processes asked it for work lately. */
  readonly queues: readonly { readonly name: string; readonly pollers: number }[];
}

/** Reads only. Throws what the cluster answers, or when it is silent for five seconds. */
export async function checkTemporal(client: Client, now: Instant): Promise<TemporalCheckup> {
  const { namespace } = client.options;
  const [info, described, attributes, queues] = await Promise.all([
    client.workflowService.getSystemInfo({}),
    client.workflowService.describeNamespace({ namespace }),
    client.connection.operatorService.listSearchAttributes({ namespace }),
    Promise.all(POLLED.map((queue) => pollersOf(client, queue, now))),
  ]);
  return {
    serverVersion: info.serverVersion ?? 'unknown',
    namespace,
    retentionMs: optionalTsToMs(described.config?.workflowExecutionRetentionTtl) ?? 0,
    missingSearchAttributes: Object.values(SEARCH_ATTRIBUTES).filter((name) => attributes.customAttributes[name] === undefined),
    queues,
  };
}

const POLLED = [
  { queue: TASK_QUEUES.incidents, type: WORKFLOW_TASKS, name: 'incidents (workflows)' },
  { queue: TASK_QUEUES.incidents, type: ACTIVITY_TASKS, name: 'incidents (activities)' },
  { queue: TASK_QUEUES.notify, type: ACTIVITY_TASKS, name: 'notify' },
];

async function pollersOf(
  client: Client,
  { queue, type, name }: (typeof POLLED)[number],
  now: Instant,
): Promise<TemporalCheckup['queues'][number]> {
  const { pollers } = await client.workflowService.describeTaskQueue({
    namespace: client.options.namespace,
    taskQueue: { name: queue },
    taskQueueType: type,
  });
  const lately = (pollers ?? []).filter((poller) => now - (optionalTsToMs(poller.lastAccessTime) ?? 0) < POLLED_WITHIN_MS);
  return { name, pollers: lately.length };
}
