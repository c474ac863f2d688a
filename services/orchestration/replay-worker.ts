import type { Decoded } from '@temporalio/common/lib/internal-non-workflow/index.js';
import { native } from '@temporalio/core-bridge';
import proto from '@temporalio/proto';
import { type ReplayWorkerOptions, ShutdownError, Worker } from '@temporalio/worker';
import { evictionReasonToReplayError } from '@temporalio/worker/lib/replay.js';
import type { Workflow } from '@temporalio/worker/lib/workflow/interface.js';
import { WorkflowCodecRunner } from '@temporalio/worker/lib/workflow-codec-runner.js';
import protobuf from 'protobufjs/minimal.js';

const { WorkflowActivation } = proto.coresdk.workflow_activation;
const { WorkflowActivationCompletion } = proto.coresdk.workflow_completion;

type Activation = proto.coresdk.workflow_activation.WorkflowActivation;
type Completion = proto.coresdk.workflow_completion.IWorkflowActivationCompletion;
type Eviction = proto.coresdk.workflow_activation.IRemoveFromCache;
type Command = proto.coresdk.workflow_commands.IWorkflowCommand;

/** The SDK's own way to a replay worker; private there, and asked for by `runReplayHistories` alone. */
interface WorkerStatics {
  constructReplayWorker(this: typeof ReplayWorker, options: ReplayWorkerOptions): Promise<readonly [ReplayWorker, native.HistoryPusher]>;
}

/** What one execution came to. */
export interface ExecutedHistory {
  readonly runId: string;
  /** In the order in which the code issued them: what the SDK's core was told. */
  readonly commands: readonly Command[];
  /** The verdict of the core; undefined: the code does what the history says. */
  readonly error: Error | undefined;
}

/**
 * The SDK's replay worker, driven step by step: a history goes in as its bytes, each activation is answered by the workflow, until the core
 * lets go of it. The core that judges and the sandbox that executes are the SDK's; what else a worker has (observables, codecs, sinks,
 * a shutdown in the middle) is left out, and the history is not read and written again: together a third of the time of a replay.
 */
export class ReplayWorker extends Worker {
  private pusher: native.HistoryPusher | undefined;
  private workflow: Workflow | null = null;

  static async open(options: ReplayWorkerOptions): Promise<ReplayWorker> {
    const [worker, pusher] = await (Worker as unknown as WorkerStatics).constructReplayWorker.call(ReplayWorker, options);
    worker.pusher = pusher;
    return worker;
  }

  /** `history`: the protobuf message `temporal.api.history.v1.History`. One after the other. Rejects where the core cannot read it. */
  async execute(workflowId: string, history: Uint8Array): Promise<ExecutedHistory> {
    if (this.pusher === undefined) throw new Error('the worker is closed');
    const delimited = protobuf.Writer.create().bytes(history).finish();
    await native.pushHistory(this.pusher, workflowId, Buffer.from(delimited.buffer, delimited.byteOffset, delimited.byteLength));
    const commands: Command[] = [];
    for (;;) {
      const activation = await this.next();
      const eviction = evictionIn(activation);
      if (eviction !== null) return { runId: await this.letGo(activation), commands, error: evictionReasonToReplayError(eviction) };
      const completion = await this.answer(activation);
      commands.push(...(completion.successful?.commands ?? []));
      await this.complete(completion);
    }
  }

  async close(): Promise<void> {
    if (this.pusher === undefined) return;
    native.closeHistoryStream(this.pusher);
    this.pusher = undefined;
    this.nativeWorker.initiateShutdown();
    await this.untilShutDown();
    await this.nativeWorker.finalizeShutdown();
    await this.workflowCreator?.destroy();
  }

  /** What cannot even begin is answered as failed: what that means is the core's to say. */
  private async answer(activation: Activation): Promise<Completion> {
    try {
      this.workflow ??= await this.begin(activation);
      const completion = await this.workflow.activate(activation);
      await this.workflow.getAndResetSinkCalls(); // logs: nobody reads them here
      return completion;
    } catch (error) {
      return { runId: activation.runId, failed: { failure: { message: String(error) } } };
    }
  }

  private async letGo({ runId }: Activation): Promise<string> {
    const { workflow } = this;
    this.workflow = null;
    await workflow?.dispose();
    await this.complete({ runId, successful: {} });
    return runId;
  }

  private async begin(activation: Activation): Promise<Workflow> {
    const init = activation.jobs.find((job) => job.initializeWorkflow)?.initializeWorkflow;
    if (!init) throw new Error('the core began with another job than the start of the workflow');
    const { namespace } = this.options;
    const noCodec = new WorkflowCodecRunner([], { type: 'workflow', namespace, workflowId: init.workflowId ?? '' });
    const { workflow } = await this.createWorkflow(activation as Decoded<Activation>, init as Decoded<typeof init>, noCodec);
    return workflow;
  }

  private async next(): Promise<Activation> {
    // A copy: what the sandbox gets to see are plain arrays of bytes, never Node's.
    return WorkflowActivation.decode(new Uint8Array(await this.nativeWorker.pollWorkflowActivation()));
  }

  private async complete(completion: Completion): Promise<void> {
    const bytes = WorkflowActivationCompletion.encodeDelimited(completion).finish();
    await this.nativeWorker.completeWorkflowActivation(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  }

  private async untilShutDown(): Promise<void> {
    try {
      for (;;) {
        await this.letGo(await this.next());
      }
    } catch (error) {
      if (!(error instanceof ShutdownError)) throw error;
    }
  }
}

/** The core lets go of the workflow; it says so in an activation with nothing else in it. */
const evictionIn = ({ jobs }: Activation): Eviction | null => jobs.find((job) => job.removeFromCache)?.removeFromCache ?? null;
