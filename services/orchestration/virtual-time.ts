import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { msToTs, optionalTsToMs } from '@temporalio/common/lib/time.js';
import { deadlines } from '../../domain/incidents/decide-time.js';
import type { Incident } from '../../domain/incidents/incident.model.js';
import type { Instant } from '../../domain/instant.js';
import { learningWaitsSince } from '../../domain/postincident/post-incident.model.js';
import { QUERIES } from '../../workflows/contracts/incident.contract.js';
import { monotonicMs, systemClock } from '../config/clock.js';
import { isRpcFailure } from './rpc-failure.js';

/** Past a timer by this much, so that it is due for certain; a fire time is only asserted to within two seconds. */
const OVERSHOOT_MS = 20;
/** One skip, and no further: the server, busy past the end of a step, would else go on to the next timer. */
const SKIPS_PER_STEP = 1;
/** The server may meet a shorter skip when its end has passed, and then skips to the next timer: such a moment is waited for. */
const SHORTEST_SKIP_MS = 1_000;
const QUIET_WITHIN_MS = 20_000;
/** Of a step over many timers, on a busy machine. */
const ARRIVES_WITHIN_MS = 120_000;
const POLL_MS = 10;

/**
 * Drives one workflow's clock on a server that was started with time skipping (tests, demo, drills). Nothing may be sent to the
 * workflow while a step runs. A step goes at most to the next thing that is due and waits until its consequences are through,
 * so that every deadline is met one by one, as in real time.
 */
export class VirtualTime {
  constructor(
    private readonly client: Client,
    private readonly workflowId: string,
  ) {}

  /** Lets `ms` pass. Returns the virtual instant after it. */
  async passes(ms: number): Promise<Instant> {
    await this.untilQuiet();
    const target = (await this.now()) + ms;
    for (;;) {
      const now = await this.now();
      if (now >= target || !(await this.isRunning())) return now;
      const next = nextDue(await this.state());
      await this.skip(Math.max(1, Math.min(target, next + OVERSHOOT_MS) - now));
      await this.untilNothingIsDue();
    }
  }

  /**
   * Lets at least `ms` pass in one go: the server goes from timer to timer whenever the workflow is at rest, which costs a fraction
   * of `passes`. It may go on to the timer after the end; what matters there is what the workflow then says of its own time.
   */
  async runs(ms: number): Promise<Instant> {
    await this.untilQuiet();
    await this.forward(ms, {});
    await this.untilNothingIsDue();
    return await this.now();
  }

  /** A timer fires a little after the clock passed it: waits until everything that is due has happened. */
  private async untilNothingIsDue(): Promise<void> {
    const until = monotonicMs() + QUIET_WITHIN_MS;
    for (;;) {
      await this.untilQuiet();
      if (!(await this.isRunning())) return;
      const [state, now] = [await this.state(), await this.now()];
      if (nextDue(state) > now) return await this.untilQuiet();
      if (monotonicMs() > until) throw new Error(`${this.workflowId} did not do what was due within ${QUIET_WITHIN_MS} ms`);
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }

  /** The workflow's own now. */
  async now(): Promise<Instant> {
    const described = await this.describe();
    return optionalTsToMs(described.workflowExtendedInfo?.timeSkippingInfo?.currentTime) ?? systemClock.now();
  }

  /** Waits until no task and no activity of the workflow is under way. */
  async untilQuiet(): Promise<void> {
    const until = monotonicMs() + QUIET_WITHIN_MS;
    for (let calm = 0; calm < 2; ) {
      const { pendingWorkflowTask, pendingActivities, workflowExecutionInfo } = await this.describe();
      const isQuiet = !pendingWorkflowTask && (pendingActivities ?? []).length === 0;
      calm = isQuiet ? calm + 1 : 0;
      if (workflowExecutionInfo?.status !== RUNNING) return;
      if (monotonicMs() > until) throw new Error(`${this.workflowId} did not come to rest within ${QUIET_WITHIN_MS} ms`);
      if (calm < 2) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }

  private async isRunning(): Promise<boolean> {
    return (await this.describe()).workflowExecutionInfo?.status === RUNNING;
  }

  /** Moves the clock and looks at nothing: while no worker runs, what becomes due waits for one. Prefer `passes`. */
  async skip(ms: number): Promise<void> {
    if (ms < SHORTEST_SKIP_MS) return void (await new Promise((resolve) => setTimeout(resolve, ms)));
    await this.forward(ms, { maxSessionSkipCount: SKIPS_PER_STEP });
  }

  private async forward(ms: number, bounds: { readonly maxSessionSkipCount?: number }): Promise<void> {
    const { namespace } = this.client.options;
    const workflowExecution = { workflowId: this.workflowId };
    const id = randomUUID();
    await this.configure({
      enabled: true,
      disablePropagation: true,
      ...bounds,
      fastForwardConfig: { id, duration: msToTs(Math.round(ms)) },
    });
    const until = monotonicMs() + ARRIVES_WITHIN_MS;
    // A second step on top of one that has not arrived yet would add up: this one has arrived, or can no longer.
    for (let result = POLL_TIMEOUT; result === POLL_TIMEOUT; ) {
      if (monotonicMs() > until) throw new Error(`${this.workflowId} skips no time: is a workflow that it started under way?`);
      const polled = await this.client.workflowService.pollWorkflowExecutionTimeSkipping({
        namespace,
        workflowExecution,
        fastForwardId: id,
      });
      result = polled.fastForwardPollingResult;
    }
    // A run that takes over inherits the configuration: left as it was, it would skip as far again.
    await this.configure({ enabled: false });
  }

  private async configure(timeSkippingConfig: NonNullable<WorkflowOptions['timeSkippingConfig']>): Promise<void> {
    await this.client.workflowService.updateWorkflowExecutionOptions({
      namespace: this.client.options.namespace,
      workflowExecution: { workflowId: this.workflowId },
      updateMask: { paths: ['time_skipping_config'] },
      workflowExecutionOptions: { timeSkippingConfig },
    });
  }

  private async describe() {
    const { namespace } = this.client.options;
    return await this.client.workflowService.describeWorkflowExecution({ namespace, execution: { workflowId: this.workflowId } });
  }

  /**
   * What the workflow knows. A run that has just taken over answers when its first task is there, one whose worker was just killed
   * when another has it.
   */
  async state(): Promise<Incident> {
    const until = monotonicMs() + QUIET_WITHIN_MS;
    for (;;) {
      try {
        return await this.client.workflow.getHandle(this.workflowId).query<Incident>(QUERIES.state);
      } catch (error) {
        if (!isRpcFailure(error) || monotonicMs() > until) throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }
}

type ExecutionOptions = Parameters<Client['workflowService']['updateWorkflowExecutionOptions']>[0];
type WorkflowOptions = NonNullable<ExecutionOptions['workflowExecutionOptions']>;

/** temporal.api.enums.v1.FastForwardPollingResult.FAST_FORWARD_POLLING_RESULT_POLL_TIMEOUT */
const POLL_TIMEOUT: number = 1;

/** temporal.api.enums.v1.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING */
const RUNNING = 1;

/** When something happens by itself; at once while somebody who was summoned has not been found, or a send or a draft is under way. */
function nextDue(incident: Incident): Instant {
  if (incident.summons.length > 0 || learningWaitsSince(incident.postIncident).length > 0) return 0;
  const deliveries = incident.pages.flatMap((page) => page.deliveries.filter((one) => one.status === 'WAITING').map((one) => one.dueAt));
  return Math.min(...deadlines(incident).map((one) => one.at), ...deliveries, Number.MAX_SAFE_INTEGER / 2);
}
