import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { HandoffRule } from '../../../domain/handbook/handbook.model.js';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../domain/instant.js';
import { waitUntil } from '../../../services/embedded/wait.js';
import { handoffScheduleId, reconcileHandoffSchedules } from '../../../services/orchestration/handoff-schedules.js';
import { freshNamespace } from '../../support/story-namespace.js';
import { temporalOn } from '../../support/story-temporal.js';

const daily: HandoffRule = {
  id: 'daily',
  schedule: 'on-call',
  timezone: 'America/New_York',
  weekday: null,
  minute: 9 * 60,
  acceptWithinMs: 30 * MINUTE_MS,
  otherwise: [{ kind: 'person', id: 'support-manager' }],
};

/** The real schedule in fast motion: a day is a second, and the hour for which a missed handoff is caught up with is the server's least, ten. */
const DAY_IN_TEST_MS = SECOND_MS;
const CATCH_UP_IN_TEST_MS = 10 * SECOND_MS;
const ASLEEP_MS = 25 * SECOND_MS;
const PATIENCE_MS = 60_000;

const directory = mkdtempSync(join(tmpdir(), 'tocsin-sleep-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** When the handoffs were due that have begun. */
async function begun(client: Client): Promise<readonly number[]> {
  const due: number[] = [];
  const query = `TemporalScheduledById = '${handoffScheduleId('daily')}'`;
  for await (const { searchAttributes } of client.workflow.list({ query })) {
    const at = searchAttributes['TemporalScheduledStartTime']?.[0];
    if (at instanceof Date) due.push(at.getTime());
  }
  return due.sort((a, b) => a - b);
}

it(
  '[G1.3] a laptop asleep over a weekend wakes without a flood: what was due longer ago than the catch-up window does not come',
  async () => {
    const server = await temporalOn(join(directory, 'temporal.db'));
    const { client, close } = await freshNamespace(server.address);
    await reconcileHandoffSchedules(client, [daily]);
    const schedule = client.schedule.getHandle(handoffScheduleId('daily'));
    expect((await schedule.describe()).policies.catchupWindow).toBe(HOUR_MS);
    await schedule.update(({ policies, ...real }) => ({
      ...real,
      spec: { intervals: [{ every: DAY_IN_TEST_MS }] },
      policies: { ...policies, catchupWindow: CATCH_UP_IN_TEST_MS },
    }));
    expect(await waitUntil(async () => (await begun(client)).length >= 2, PATIENCE_MS)).toBe(true);

    await server.sleep();
    const asleep = Date.now();
    await delay(ASLEEP_MS);
    const awake = Date.now();
    await server.wake();
    expect(await waitUntil(async () => (await begun(client).catch(() => [])).some((due) => due > awake), PATIENCE_MS)).toBe(true);

    const missed = (await begun(client)).filter((due) => due > asleep + SECOND_MS && due < awake - CATCH_UP_IN_TEST_MS);
    expect(missed).toEqual([]);
    expect((await schedule.describe()).info.numActionsMissedCatchupWindow).toBeGreaterThanOrEqual(10);
    await close();
    await server.sleep();
  },
  3 * PATIENCE_MS,
);
