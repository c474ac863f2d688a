import { MINUTE_MS, SECOND_MS } from '../../../domain/instant.js';
import { story } from '../../support/story.js';
import type { StoryWorld } from '../../support/story-world.js';
import { begin, eventually, firing, pagedFor, untilPaged, watchdog, watchdogBy } from './watchdog-world.js';

const PAST_STEP_1_MS = 15 * MINUTE_MS + 20 * SECOND_MS;

const isRunning = async (world: StoryWorld, key: string): Promise<boolean> =>
  (await world.client.workflow.getHandle(key).describe()).status.name === 'RUNNING';

story('[I2] a terminated incident is found in one pass and resumed at the same step, and nobody is paged twice', async (it) => {
  await it.receives();
  it.expectPaged('ada');
  const before = await it.state();
  await it.world.client.workflow.getHandle(it.key).terminate('from outside');
  expect(await watchdog(it.world, PAST_STEP_1_MS).pass()).toContainEqual(
    expect.objectContaining({ key: it.key, health: 'LOST', did: 'RESUMED', missed: 'LADDER' }),
  );
  await it.time.untilQuiet();
  expect(await it.state()).toMatchObject({ ladder: before.ladder, generation: before.generation, lastSeq: before.lastSeq });
  it.expectNoPage();
  await it.passes('15 minutes');
  it.expectPaged('ben');
});

story('[I2] an incident whose workflow was lost before its page went out does not wait for the step to end', async (it) => {
  const { world } = it;
  const key = await world.insertIncident('SEV1');
  const dead = () => ({ status: 'FAILED', retryable: true, code: 'DOWN', reason: 'the channel is down' }) as const;
  world.ntfy.answersFor(key, dead);
  await world.delivery.deliver({ incidentKey: key, snapshot: firing() });
  await eventually('the page waits', async () => {
    const { rows } = await world.pool.query<{ pages: number }>(
      `SELECT jsonb_array_length(snapshot -> 'pages') AS pages FROM incidents WHERE key = $1`,
      [key],
    );
    return rows[0]?.pages === 1;
  });
  expect((await watchdog(world, 17 * SECOND_MS).pass())?.filter((one) => one.key === key)).toEqual([
    expect.objectContaining({ health: 'WORKING', missed: 'PAGE', did: 'NOTHING' }),
  ]);
  await world.client.workflow.getHandle(key).terminate('from outside');
  world.ntfy.answersFor(key, () => ({ status: 'SENT', receipt: 'recorded' }));
  expect((await watchdog(world, 17 * SECOND_MS).pass())?.filter((one) => one.key === key)).toEqual([
    expect.objectContaining({ health: 'LOST', missed: 'PAGE', did: 'RESUMED' }),
  ]);
  await untilPaged(world, key);
  expect(pagedFor(world, key)).toEqual(['ada/ntfy']);
});

story('[I2] an incident whose workflow was never started is started', async (it) => {
  const { world } = it;
  const key = await world.insertIncident('SEV1');
  const { rows } = await world.pool.query<{ detected_at: Date }>('SELECT detected_at FROM incidents WHERE key = $1', [key]);
  const passAfter = (seconds: number) => watchdogBy({ now: () => Number(rows[0]?.detected_at) + seconds * SECOND_MS }, world).pass();
  expect((await passAfter(14))?.map((one) => one.key)).not.toContain(key);
  expect(await passAfter(16)).toContainEqual(expect.objectContaining({ key, missed: 'BEGIN', health: 'LOST', did: 'RESUMED' }));
  await untilPaged(world, key);
  expect(pagedFor(world, key)).toEqual(['ada/ntfy']);
});

story('[I2] two watchdogs at once resume a lost incident once, and one that comes in between keeps away', async (it) => {
  const { world } = it;
  const key = await begin(world);
  await untilPaged(world, key);
  await world.client.workflow.getHandle(key).terminate('from outside');
  const lock = await world.pool.connect();
  await lock.query(`SELECT pg_advisory_lock(hashtext('tocsin:watchdog'))`);
  expect(await watchdog(world, PAST_STEP_1_MS).pass()).toBeNull();
  await lock.query(`SELECT pg_advisory_unlock(hashtext('tocsin:watchdog'))`);
  lock.release();
  const passes = await Promise.all([watchdog(world, PAST_STEP_1_MS).pass(), watchdog(world, PAST_STEP_1_MS).pass()]);
  expect(passes.flatMap((findings) => findings ?? []).filter((one) => one.key === key && one.did === 'RESUMED')).toHaveLength(1);
  expect(await isRunning(world, key)).toBe(true);
});

story('an incident that is well is left alone while its second contact method waits', async (it) => {
  await it.receives();
  it.expectPaged('ada');
  const findings = await watchdog(it.world, 14 * MINUTE_MS).pass();
  expect(findings?.filter((one) => one.key === it.key)).toEqual([expect.objectContaining({ health: 'WORKING', did: 'NOTHING' })]);
});
