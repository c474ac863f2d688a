import { ScheduleNotFoundError } from '@temporalio/client';
import { Worker } from '@temporalio/worker';
import type { HandoffRule } from '../../../domain/handbook/handbook.model.js';
import type { Handoff } from '../../../domain/handoffs/handoff.model.js';
import { MINUTE_MS } from '../../../domain/instant.js';
import { waitUntil } from '../../../services/embedded/wait.js';
import { handoffScheduleId, reconcileHandoffSchedules } from '../../../services/orchestration/handoff-schedules.js';
import { storyBundle } from '../../support/story-bundle.js';
import { type StoryWorld, storyWorld } from '../../support/story-world.js';

const NEW_YORK = 'America/New_York';
const inNewYork = (at: Date, parts: Intl.DateTimeFormatOptions): string => at.toLocaleString('en-GB', { timeZone: NEW_YORK, ...parts });
/** In the morning, but where the clock would hand over by itself while these tests run. */
const HOUR = ['08', '09', '10'].includes(inNewYork(new Date(), { hour: '2-digit' })) ? 15 : 9;
const TIME = `${HOUR}`.padStart(2, '0');

const weekly: HandoffRule = {
  id: 'weekly',
  schedule: 'on-call',
  timezone: NEW_YORK,
  weekday: 1,
  minute: HOUR * 60,
  acceptWithinMs: 30 * MINUTE_MS,
  otherwise: [{ kind: 'person', id: 'support-manager' }],
};
const daily: HandoffRule = { ...weekly, id: 'daily', weekday: null };
const PATIENCE_MS = 60_000;

let world: StoryWorld;
beforeAll(async () => {
  world = await storyWorld();
  await world.startWorker();
}, PATIENCE_MS);
afterAll(() => world.close(), PATIENCE_MS);

const described = async (id: HandoffRule['id']) => await world.client.schedule.getHandle(handoffScheduleId(id)).describe();
const nextHours = async (id: HandoffRule['id']): Promise<readonly string[]> =>
  (await described(id)).info.nextActionTimes
    .slice(0, 3)
    .map((at) => inNewYork(at, { weekday: 'short', hour: '2-digit', minute: '2-digit' }));

it(
  '[G1.3] hands over at the wall-clock times of the handbook, in its zone, and follows the handbook when it changes',
  async () => {
    await reconcileHandoffSchedules(world.client, [weekly, daily]);
    await reconcileHandoffSchedules(world.client, [weekly, daily]);
    expect(await nextHours('weekly')).toEqual(Array.from({ length: 3 }, () => expect.stringMatching(`^Mon.*${TIME}:00$`)));
    expect(new Set((await nextHours('daily')).map((time) => time.slice(0, 3))).size).toBe(3);
    expect((await described('weekly')).policies).toMatchObject({ catchupWindow: 60 * MINUTE_MS });

    await reconcileHandoffSchedules(world.client, [{ ...weekly, minute: (HOUR + 1) * 60 }]);
    expect((await nextHours('weekly')).every((time) => time.endsWith(`${HOUR + 1}:00`))).toBe(true);
    await expect(described('daily')).rejects.toThrow(ScheduleNotFoundError);
  },
  PATIENCE_MS,
);

it(
  '[G1.3] a handoff that was due between the instant when another version took effect and now is not missed, nor done for one of before',
  async () => {
    await reconcileHandoffSchedules(world.client, [daily]);
    const due = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
    const utc = (at: number) => ({ ...daily, timezone: 'UTC', minute: Math.floor((at % (24 * 60 * MINUTE_MS)) / MINUTE_MS) });
    const started = async (): Promise<readonly Date[]> =>
      (await world.pool.query<{ at: Date }>('SELECT at FROM handoffs ORDER BY at')).rows.map(({ at }) => at);
    await reconcileHandoffSchedules(world.client, [utc(due - MINUTE_MS)], due - MINUTE_MS / 2);
    await reconcileHandoffSchedules(world.client, [utc(due)], due);
    await reconcileHandoffSchedules(world.client, [utc(due)], due);
    expect(await waitUntil(async () => (await started()).length > 0, PATIENCE_MS)).toBe(true);
    expect(await started()).toEqual([new Date(due)]);
    await reconcileHandoffSchedules(world.client, []);
    await world.pool.query('DELETE FROM handoffs');
  },
  PATIENCE_MS,
);

it(
  '[G1.3] [I8] what a schedule starts hands over at the instant when it was due, and replays',
  async () => {
    await reconcileHandoffSchedules(world.client, [daily]);
    const handle = world.client.schedule.getHandle(handoffScheduleId('daily'));
    const due = new Date(Math.floor(Date.now() / (24 * 60 * MINUTE_MS)) * 24 * 60 * MINUTE_MS);
    await handle.backfill({ start: new Date(due.getTime() - 24 * 60 * MINUTE_MS), end: due, overlap: 'ALLOW_ALL' });
    const rows = async (): Promise<readonly Handoff[]> => (await world.pool.query('SELECT id, workflow_id, rule, at FROM handoffs')).rows;
    expect(await waitUntil(async () => (await rows()).length > 0, PATIENCE_MS)).toBe(true);
    const [row] = (await rows()) as unknown as readonly [{ readonly workflow_id: string; readonly at: Date }];
    expect(inNewYork(row.at, { hour: '2-digit', minute: '2-digit' })).toBe(`${TIME}:00`);
    expect(row.at.getTime()).toBeLessThan(due.getTime());
    await world.client.workflow.getHandle(row.workflow_id).result();
    const history = await world.client.workflow.getHandle(row.workflow_id).fetchHistory();
    await Worker.runReplayHistory({ workflowBundle: await storyBundle() }, history, row.workflow_id);
    await reconcileHandoffSchedules(world.client, []);
  },
  PATIENCE_MS,
);
