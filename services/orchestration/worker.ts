import { readFile } from 'node:fs/promises';
import { availableParallelism, totalmem } from 'node:os';
import { DefaultLogger, type LogLevel, NativeConnection, Runtime, Worker, type WorkflowBundleOption } from '@temporalio/worker';
import type { Activities } from '../../activities/index.js';
import { TASK_QUEUES } from '../../workflows/contracts/ids.js';
import type { TemporalOptions } from './temporal-connection.js';

/** A line of the SDK: what, and in `meta` which workflow, activity and attempt. */
export interface WorkerLogEntry {
  readonly level: LogLevel;
  readonly message: string;
  readonly meta?: Readonly<Record<string, unknown>> | undefined;
}

export interface WorkerOptions {
  readonly temporal: TemporalOptions;
  readonly activities: Activities;
  readonly workflowBundle: WorkflowBundleOption;
  /** Every workflow task records it in its history, so that it is known which code ran. It versions nothing: any worker takes any task. */
  readonly buildId?: string;
  readonly log?: { readonly level: LogLevel; readonly write: (entry: WorkerLogEntry) => void };
}

export interface RunningWorker {
  /** Ends when the worker stopped; rejects when it failed: the process must then exit non-zero. */
  readonly done: Promise<void>;
  stop(): Promise<void>;
}

/** A workflow's cached state takes well under a megabyte; beyond this many they are rebuilt from history. */
const cachedWorkflows = (): number => Math.max(200, Math.min(2_000, Math.floor(totalmem() / 2 ** 30) * 100));

let isInstalled = false;
/** Once per process: the SDK's native part logs where we say, and leaves signals to us. */
export function installRuntime(log: WorkerOptions['log']): void {
  if (isInstalled) return;
  isInstalled = true;
  Runtime.install({ logger: new DefaultLogger(log?.level ?? 'WARN', log?.write), shutdownSignals: [] });
}

/** What leaves for others, and may hang there. */
const SENDS = [
  'deliverPage',
  'tellPerson',
  'publishStatusPost',
  'sendHandoffBrief',
  'pageForHandoff',
  'askForResolution',
  'tellUnacceptedResolution',
  'tellResolved',
  'askCandidates',
  'tellCoverOutcome',
  'sendReminder',
  'fileTicket',
] as const;

/** Polls both task queues: incidents (workflows, records, lookups) and notify (sends), so that a stuck provider starves nothing else. */
export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  installRuntime(options.log);
  const { temporal, activities, workflowBundle, buildId } = options;
  const connection = await NativeConnection.connect({
    address: temporal.address,
    ...(temporal.tls === undefined ? {} : { tls: temporal.tls }),
    ...(temporal.apiKey === undefined ? {} : { apiKey: temporal.apiKey }),
  });
  const shared = {
    connection,
    namespace: temporal.namespace,
    shutdownGraceTime: '5s',
    ...(buildId === undefined ? {} : { buildId }),
  } as const;
  const incidents = await Worker.create({
    ...shared,
    taskQueue: TASK_QUEUES.incidents,
    workflowBundle,
    activities: pick(activities, DECISIONS),
    stickyQueueScheduleToStartTimeout: '1s',
    maxCachedWorkflows: cachedWorkflows(),
    maxConcurrentActivityTaskExecutions: 40 * availableParallelism(),
  });
  const notify = await Worker.create({
    ...shared,
    taskQueue: TASK_QUEUES.notify,
    activities: pick(activities, SENDS),
    maxConcurrentActivityTaskExecutions: 200,
  });
  const workers = [incidents, notify];
  const done = Promise.all(workers.map((worker) => worker.run())).then(() => connection.close());
  return { done, stop: () => stopAll(workers, done) };
}

/** What workflows wait for: the record, and who it concerns. */
const DECISIONS = [
  'projectIncident',
  'resolveResponders',
  'prepareHandoff',
  'prepareResolutionHandoff',
  'recordHandoff',
  'recordCoverRequest',
  'draftPostmortem',
] as const satisfies readonly (keyof Activities)[];

const pick = <T extends object, K extends keyof T>(from: T, names: readonly K[]): object =>
  Object.fromEntries(names.map((name) => [name, from[name]]));

async function stopAll(workers: readonly Worker[], done: Promise<void>): Promise<void> {
  for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
  await done;
}

/** The bundle that the build made, so that every process of a build runs the same workflow code. */
export async function readBundle(path: string): Promise<{ readonly code: string }> {
  return { code: await readFile(path, 'utf8') };
}
