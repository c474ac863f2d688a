import type { HistoryAndWorkflowId } from '@temporalio/common';
import proto from '@temporalio/proto';
import { DefaultLogger, type InjectedSinks, Runtime, Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import type { Execution, ExecutionFailure } from '../../domain/audit/replay.model.js';
import type { AuditSinks } from '../../workflows/contracts/audit-sinks.js';
import { AUDIT_REPLAY } from '../../workflows/contracts/ids.js';
import { IssuedCommands } from './replay-issued.js';
import { replayUnwatched } from './replay-unwatched.js';

/** Most incidents are replayed on one build, and an older one beside it. */
const BUNDLES_AT_ONCE = 2;
/** The SDK insists on a source map; archived code has none. */
const NO_SOURCE_MAP = `\n//# sourceMappingURL=data:application/json;base64,${Buffer.from('{"version":3,"file":"workflow-bundle.js","sources":[],"names":[],"mappings":""}').toString('base64')}`;

export interface ReplayTask {
  readonly workflowId: string;
  /** The protobuf message `temporal.api.history.v1.History`. */
  readonly history: Uint8Array;
}

/** Executes histories again, on any build's code; one after the other per build. For a process of its own: see services/apps/replayer.ts. */
export class ReplayExecutor {
  private readonly benches = new Map<string, Bench>();

  constructor() {
    replayUnwatched();
    Runtime.install({
      logger: new DefaultLogger('ERROR', () => undefined),
      telemetryOptions: { logging: { filter: 'OFF' } },
      shutdownSignals: [],
    });
  }

  has(buildId: string): boolean {
    return this.benches.has(buildId);
  }

  async load(buildId: string, code: string): Promise<void> {
    for (const [oldest, bench] of this.benches) {
      if (this.benches.size < BUNDLES_AT_ONCE) break;
      this.benches.delete(oldest);
      await bench.close();
    }
    this.benches.set(buildId, new Bench(code));
  }

  async execute(buildId: string, task: ReplayTask): Promise<Execution> {
    const bench = this.benches.get(buildId);
    if (bench === undefined) throw new Error(`the code of build ${buildId} was not loaded`);
    return await bench.execute(task);
  }
}

/** One build's code, ready to execute one history after the other. */
class Bench {
  private readonly issued = new IssuedCommands();
  private readonly results: AsyncIterator<{ readonly error?: Error }>;
  private hand: (task: HistoryAndWorkflowId | null) => void = () => undefined;
  private next: Promise<HistoryAndWorkflowId | null>;

  constructor(code: string) {
    this.next = this.nextTask();
    const sinks: InjectedSinks<AuditSinks> = {
      audit: { issued: { callDuringReplay: true, fn: ({ runId }, commands) => this.issued.add(commands, runId) } },
    };
    const workflowBundle = { code: code.includes('\n//# sourceMappingURL=data:') ? code : code + NO_SOURCE_MAP };
    this.results = Worker.runReplayHistories({ workflowBundle, replayName: AUDIT_REPLAY, sinks }, this.tasks());
  }

  async execute({ workflowId, history }: ReplayTask): Promise<Execution> {
    this.hand({ workflowId, history: proto.temporal.api.history.v1.History.decode(history) });
    try {
      const { value, done } = await this.results.next();
      const error = done === true ? new Error('the worker ended') : value.error;
      return { commands: this.issued.take(), failure: error === undefined ? null : failureOf(error) };
    } catch (error) {
      this.issued.take();
      throw error;
    }
  }

  async close(): Promise<void> {
    this.hand(null);
    await this.results.return?.();
  }

  private async *tasks(): AsyncIterable<HistoryAndWorkflowId> {
    for (;;) {
      const task = await this.next;
      this.next = this.nextTask();
      if (task === null) return;
      yield task;
    }
  }

  private nextTask(): Promise<HistoryAndWorkflowId | null> {
    return new Promise((resolve) => {
      this.hand = resolve;
    });
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
