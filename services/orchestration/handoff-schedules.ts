import { type Client, ScheduleNotFoundError, type ScheduleOptions, ScheduleOverlapPolicy } from '@temporalio/client';
import { canonicalJson } from '../../domain/audit/canonical-json.js';
import type { HandoffRule } from '../../domain/handbook/handbook.model.js';
import { HOUR_MS, type Instant } from '../../domain/instant.js';
import { HANDOFF_WORKFLOW, type HandoffInput } from '../../workflows/contracts/handoff.contract.js';
import { TASK_QUEUES } from '../../workflows/contracts/ids.js';
import { systemClock } from '../config/clock.js';

const PREFIX = 'handoff-';
const RULES = ['daily', 'weekly'] as const satisfies readonly HandoffRule['id'][];
/** A server that was away longer has missed the handoff: the next one comes. */
const CATCH_UP_MS = HOUR_MS;
const DAYS = ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'] as const;

export const handoffScheduleId = (rule: HandoffRule['id']): string => `${PREFIX}${rule}`;

/**
 * Makes Temporal hand over as the handbook says: one Temporal Schedule per rule, in the zone of the rule's schedule. The same rules again
 * change nothing that runs. `since`: when the rules took effect; a handoff that was due between then and now is caught up with, at most
 * an hour. Guide: G1.3
 */
export async function reconcileHandoffSchedules(client: Client, rules: readonly HandoffRule[], since?: Instant): Promise<void> {
  for (const id of RULES) {
    const rule = rules.find((one) => one.id === id);
    if (rule === undefined) await remove(client, id);
    else if (await put(client, rule)) await catchUp(client, id, since);
  }
}

/** Whether Temporal did not have this very rule. */
async function put(client: Client, rule: HandoffRule): Promise<boolean> {
  const { scheduleId, ...options } = optionsOf(rule);
  const handle = client.schedule.getHandle(scheduleId);
  let isOther = false;
  try {
    await handle.update((previous) => {
      const { action } = previous;
      isOther = action.type !== 'startWorkflow' || canonicalJson(action.args) !== canonicalJson(options.action.args);
      return { ...options, state: previous.state };
    });
    return isOther;
  } catch (error) {
    if (!(error instanceof ScheduleNotFoundError)) throw error;
    await client.schedule.create({ scheduleId, ...options });
    return true;
  }
}

/** Starts what was due since then; what has been started already has the same workflow id, and hands over once. */
async function catchUp(client: Client, id: HandoffRule['id'], since: Instant | undefined): Promise<void> {
  const now = systemClock.now();
  if (since === undefined || now - since > CATCH_UP_MS) return;
  // Some servers count the first instant as part of the range, some do not; handoffs are at whole minutes.
  const range = { start: new Date(since - 1), end: new Date(now), overlap: ScheduleOverlapPolicy.ALLOW_ALL };
  await client.schedule.getHandle(handoffScheduleId(id)).backfill(range);
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
    policies: { overlap: ScheduleOverlapPolicy.ALLOW_ALL, catchupWindow: CATCH_UP_MS },
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
