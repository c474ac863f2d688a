import { type Client, ScheduleNotFoundError, type ScheduleOptions, ScheduleOverlapPolicy } from '@temporalio/client';
import type { HandoffRule } from '../../domain/handbook/handbook.model.js';
import { HANDOFF_WORKFLOW, type HandoffInput } from '../../workflows/contracts/handoff.contract.js';
import { TASK_QUEUES } from '../../workflows/contracts/ids.js';

const PREFIX = 'handoff-';
const RULES = ['daily', 'weekly'] as const satisfies readonly HandoffRule['id'][];
/** A server that was away longer has missed the handoff: the next one comes. */
const CATCH_UP = '1 hour';
const DAYS = ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'] as const;

export const handoffScheduleId = (rule: HandoffRule['id']): string => `${PREFIX}${rule}`;

/**
 * Makes Temporal hand over as the handbook says: one Temporal Schedule per rule, in the zone of the rule's schedule. The same rules again
 * change nothing that runs. Guide: G1.3
 */
export async function reconcileHandoffSchedules(client: Client, rules: readonly HandoffRule[]): Promise<void> {
  for (const id of RULES) {
    const rule = rules.find((one) => one.id === id);
    if (rule === undefined) await remove(client, id);
    else await put(client, rule);
  }
}

async function put(client: Client, rule: HandoffRule): Promise<void> {
  const { scheduleId, ...options } = optionsOf(rule);
  const handle = client.schedule.getHandle(scheduleId);
  try {
    await handle.update((previous) => ({ ...options, state: previous.state }));
  } catch (error) {
    if (!(error instanceof ScheduleNotFoundError)) throw error;
    await client.schedule.create({ scheduleId, ...options });
  }
}

async function remove(client: Client, id: HandoffRule['id']): Promise<void> {
  try {
    await client.schedule.getHandle(handoffScheduleId(id)).delete();
  } catch (error) {
    if (!(error instanceof ScheduleNotFoundError)) throw error;
  }
}

function optionsOf(rule: HandoffRule) {
  const { id, schedule, timezone, weekday, minute } = rule;
  const args: [HandoffInput] = [{ rule }];
  return {
    scheduleId: handoffScheduleId(id),
    spec: {
      calendars: [
        {
          hour: Math.floor(minute / 60),
          minute: minute % 60,
          ...(weekday === null ? {} : { dayOfWeek: DAYS[weekday] ?? 'MONDAY' }),
          comment: `the ${id} handoff of ${schedule}`,
        },
      ],
      timezone,
    },
    // The next handoff ends the one before in the record; a workflow that still waits ends at the same instant.
    policies: { overlap: ScheduleOverlapPolicy.ALLOW_ALL, catchupWindow: CATCH_UP },
    action: {
      type: 'startWorkflow',
      workflowType: HANDOFF_WORKFLOW,
      workflowId: handoffScheduleId(id),
      taskQueue: TASK_QUEUES.incidents,
      args,
      staticSummary: `${id} handoff of ${schedule}`,
    },
  } satisfies ScheduleOptions;
}
