import { DefaultLogger, Runtime } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import type { Execution, ExecutionFailure } from '../../domain/audit/replay.model.js';
import { issuedCommands } from './replay-issued.js';
import { replayUnwatched } from './replay-unwatched.js';
import { ReplayWorker } from './replay-worker.js';

/** Most incidents are replayed on one build, and an older one beside it. */
const BUNDLES_AT_ONCE = 2;
/** The SDK insists on a source map; archived code has none. */
const SOURCE_MAP = '\n//# sourceMappingURL=data:';
const NO_SOURCE_MAP = `${SOURCE_MAP}application/json;base64,${Buffer.from('{"version":3,"file":"workflow-bundle.js","sources":[],"names":[],"mappings":""}').toString('base64')}`;

export interface ReplayTask {
  readonly workflowId: string;
  /** The protobuf message `temporal.api.history.v1.History`. */
  readonly history: Uint8Array;
}

/** Executes histories again, on any build's code; one after the other per build. For a process of its own: see services/apps/replayer.ts. */
export class ReplayExecutor {
  private readonly workers = new Map<string, ReplayWorker>();

  constructor() {
    replayUnwatched();
    Runtime.install({
      logger: new DefaultLogger('ERROR', () => undefined),
      telemetryOptions: { logging: { filter: 'OFF' } },
      shutdownSignals: [],
    });
  }

  has(buildId: string): boolean {
    return this.workers.has(buildId);
  }

  async load(buildId: string, code: string): Promise<void> {
    for (const [oldest, worker] of this.workers) {
      if (this.workers.size < BUNDLES_AT_ONCE) break;
      this.workers.delete(oldest);
      await worker.close();
    }
    const workflowBundle = { code: code.includes(SOURCE_MAP) ? code : code + NO_SOURCE_MAP };
    this.workers.set(buildId, await ReplayWorker.open({ workflowBundle }));
  }

  async execute(buildId: string, { workflowId, history }: ReplayTask): Promise<Execution> {
    const worker = this.workers.get(buildId);
    if (worker === undefined) throw new Error(`the code of build ${buildId} was not loaded`);
    const { runId, commands, error } = await worker.execute(workflowId, history);
    return { commands: issuedCommands(commands, runId), failure: error === undefined ? null : failureOf(error) };
  }
}

/** In the SDK's words an event is `HistoryEvent(id: 7, ActivityTaskScheduled)`. */
const EVENT_ID = /HistoryEvent\(id: (\d+)/;

function failureOf(error: Error): ExecutionFailure {
  const eventId = EVENT_ID.exec(error.message)?.[1];
  return {
    kind: error instanceof DeterminismViolationError ? 'NONDETERMINISM' : 'FAILED',
    message: error.message.slice(0, 1_000),
    eventId: eventId === undefined ? null : Number(eventId),
  };
}
