import { randomUUID } from 'node:crypto';
import { MINUTE_MS } from '../../../domain/instant.js';
import { HANDOFF_QUERIES, HANDOFF_WORKFLOW, type HandoffInput } from '../../../workflows/contracts/handoff.contract.js';
import { TASK_QUEUES } from '../../../workflows/contracts/ids.js';
import { systemClock } from '../../config/clock.js';
import { handoffScheduleId } from '../../orchestration/handoff-schedules.js';
import { VirtualTime } from '../../orchestration/virtual-time.js';
import { type DemoParts, SEEN_WITHIN_MS, seen } from './steps.js';

/** A handoff that nobody accepted, and who heard of it. */
export interface Unaccepted {
  readonly outgoing: string | null;
  readonly incoming: string | null;
  readonly status: string;
  /** The address at which somebody was woken. */
  readonly told: string;
}

interface State {
  readonly outgoing: string | null;
  readonly incoming: string | null;
  readonly status: string;
}

/** The next change of the guard, brought forward; nobody accepts it in time. Guide: G1.3 */
export async function tellHandoff(parts: DemoParts): Promise<Unaccepted> {
  const { say, receivers, temporal } = parts;
  say.chapter('Another week: a handoff that nobody accepts', 'apart');
  const input = await nextHandoff(parts);
  const workflowId = `${handoffScheduleId(input.rule.id)}-${randomUUID()}`;
  const startDelay = Math.max(0, input.at - systemClock.now());
  const started = { workflowId, taskQueue: TASK_QUEUES.incidents, args: [input], startDelay };
  const handle = await temporal.workflow.start(HANDOFF_WORKFLOW, started);
  const time = new VirtualTime(temporal, workflowId);
  await time.skip(startDelay);
  const title = `Handoff, ${input.rule.schedule}`;
  const brief = await receivers.until((one) => one.title.includes(title), 'the brief', SEEN_WITHIN_MS);
  await time.untilQuiet();
  say.tell(await time.now(), `${brief.title}; mail to both, with the brief`);
  const acceptBy = input.at + input.rule.acceptWithinMs;
  await time.skip(acceptBy - (await time.now()) + MINUTE_MS);
  await time.untilQuiet();
  const page = await receivers.until((one) => one.title.includes('Nobody accepted'), 'the notice of an unaccepted handoff', SEEN_WITHIN_MS);
  const { outgoing, incoming, status } = await handle.query<State>(HANDOFF_QUERIES.state);
  if (status !== 'OVERDUE') throw new Error(`the handoff is ${status}`);
  say.tell(await time.now(), `${input.rule.acceptWithinMs / MINUTE_MS} minutes are over: ${page.title}; ${page.channel} to ${page.to}`);
  return { outgoing, incoming, status, told: page.to };
}

/** The weekly rule as Temporal's schedule has it, and when the holder changes next. */
async function nextHandoff({ api, temporal }: DemoParts): Promise<HandoffInput & { readonly at: number }> {
  const { rule } = await seen('the schedule of the weekly handoff', async () => {
    const described = await temporal.schedule
      .getHandle(handoffScheduleId('weekly'))
      .describe()
      .catch(() => null);
    return described?.action.type === 'startWorkflow' ? ((described.action.args?.[0] ?? null) as HandoffInput | null) : null;
  });
  const { onCall } = await api.graphql<{ onCall: readonly { to: string }[] }>(
    'query ($schedule: ID!) { onCall(schedule: $schedule) { to } }',
    {
      schedule: rule.schedule,
    },
  );
  return { rule, at: Date.parse(onCall[0]?.to ?? '') };
}
