import { MINUTE_MS, SECOND_MS } from '../../../domain/instant.js';
import { connectTemporal } from '../../../services/orchestration/temporal-connection.js';
import { startWorker } from '../../../services/orchestration/worker.js';
import { SIGNALS } from '../../../workflows/contracts/incident.contract.js';
import { storyBundle } from '../../support/story-bundle.js';
import { type StoryWorld, storyWorld } from '../../support/story-world.js';
import {
  activitiesOf,
  begin,
  emergenciesOf,
  emergencyPager,
  eventually,
  firing,
  pagedFor,
  untilPaged,
  watchdog,
} from './watchdog-world.js';

const CATCH_ALL = ['operations-manager', 'support-manager'];
const STEP_1_MS = 15 * MINUTE_MS;

const worlds: StoryWorld[] = [];
const newWorld = async (): Promise<StoryWorld> => {
  const world = await storyWorld();
  worlds.push(world);
  return world;
};
afterAll(() => Promise.all(worlds.map((world) => world.close())));

/** This build's workflows, but for their first line: every task fails. */
async function bricking(): Promise<{ code: string }> {
  const { code } = await storyBundle();
  const head = 'async function incident(input) {';
  if (!code.includes(head)) throw new Error('the bundle has no incident workflow');
  return { code: code.replace(head, `${head} throw new TypeError('an incompatible build');`) };
}

const findingOf = async (pass: Promise<readonly { readonly key: string }[] | null>, key: string): Promise<unknown> =>
  (await pass)?.find((one) => one.key === key);

it('[I2] [I15] a bricked incident has its catch-all paged without Temporal, once per missed deadline', async () => {
  const world = await newWorld();
  const worker = await world.startWorker();
  const key = await begin(world);
  await untilPaged(world, key);
  await worker.stop();
  await world.client.workflow.getHandle(key).signal(SIGNALS.alertsReceived, { ...firing(2), firing: 2 });
  const broken = await startWorker({
    temporal: { address: world.temporalAddress, namespace: world.namespace },
    activities: activitiesOf(world),
    workflowBundle: await bricking(),
  });
  try {
    const attempt = async (): Promise<number> =>
      (await world.client.workflow.getHandle(key).describe()).raw.pendingWorkflowTask?.attempt ?? 0;
    await eventually('its task fails again and again', async () => (await attempt()) >= 2);
    const toldOf = (missed: string): object => ({ health: 'BROKEN', missed, did: 'TOLD_CATCH_ALL' });
    expect(await findingOf(watchdog(world, 10 * SECOND_MS).pass(), key)).toBeUndefined();
    for (const late of [76, 86]) expect(await findingOf(watchdog(world, late * SECOND_MS).pass(), key)).toMatchObject(toldOf('PAGE'));
    expect(emergenciesOf(world, key)).toEqual(CATCH_ALL);
    for (const late of [20, 40])
      expect(await findingOf(watchdog(world, STEP_1_MS + late * SECOND_MS).pass(), key)).toMatchObject(toldOf('LADDER'));
    expect(emergenciesOf(world, key)).toEqual([...CATCH_ALL, ...CATCH_ALL].sort());
  } finally {
    await broken.stop();
  }
}, 90_000);

describe('with a worker that has gone', () => {
  let world: StoryWorld;
  let key: string;
  beforeAll(async () => {
    world = await newWorld();
    const worker = await world.startWorker();
    key = await begin(world);
    await untilPaged(world, key);
    await worker.stop();
  });

  it('[I15] Temporal that does not answer is told once the deadline is 30 s past', async () => {
    const nowhere = connectTemporal({ address: '127.0.0.1:1', namespace: world.namespace });
    try {
      expect(await findingOf(watchdog(world, STEP_1_MS + 20 * SECOND_MS, nowhere.client).pass(), key)).toMatchObject({
        health: 'UNKNOWN',
        did: 'NOTHING',
      });
      expect(emergenciesOf(world, key)).toEqual([]);
      expect(await findingOf(watchdog(world, STEP_1_MS + 35 * SECOND_MS, nowhere.client).pass(), key)).toMatchObject({
        health: 'UNKNOWN',
        did: 'TOLD_CATCH_ALL',
      });
      expect(emergenciesOf(world, key)).toEqual(CATCH_ALL);
    } finally {
      await nowhere.close();
    }
  });

  it('[I15] an incident that no worker takes is told, and begins when one comes', async () => {
    const waiting = await begin(world);
    expect(await findingOf(watchdog(world, 20 * SECOND_MS).pass(), waiting)).toMatchObject({ missed: 'BEGIN', did: 'NOTHING' });
    expect(await findingOf(watchdog(world, 35 * SECOND_MS).pass(), waiting)).toMatchObject({
      missed: 'BEGIN',
      health: 'STUCK',
      did: 'TOLD_CATCH_ALL',
    });
    expect(emergenciesOf(world, waiting)).toEqual(CATCH_ALL);
    const worker = await world.startWorker();
    await untilPaged(world, waiting);
    await worker.stop();
  });

  it('[I15] over a channel that is dead it goes over the next one', async () => {
    const waiting = await world.insertIncident('SEV1');
    world.ntfy.answersFor(waiting, () => ({ status: 'FAILED', retryable: false, code: 'DEAD', reason: 'no such topic' }));
    await world.delivery.deliver({ incidentKey: waiting, snapshot: firing() });
    expect(await findingOf(watchdog(world, 35 * SECOND_MS).pass(), waiting)).toMatchObject({ did: 'TOLD_CATCH_ALL' });
    expect([...pagedFor(world, waiting)].sort()).toEqual(CATCH_ALL.map((person) => `${person}/email`));
  });
});

it('[I5] nobody is told of an incident that was acknowledged, or resolved, when the catch-all was about to be', async () => {
  const world = await newWorld();
  await world.startWorker();
  const key = await begin(world);
  await untilPaged(world, key);
  const before = await world.openings.find(key);
  const by = { person: 'ada', via: 'API', verified: true } as const;
  const answer = await world.commands.execute(key, { commandId: 'ack', issuedAt: Date.now(), by, command: { kind: 'acknowledge' } });
  expect(answer).toMatchObject({ outcome: 'APPLIED', holder: 'ada' });
  expect(before && (await emergencyPager(world).tellCatchAll(before, { dueAt: 1, now: Date.now() }))).toBe('STALE');
  await world.commands.execute(key, { commandId: 'resolve', issuedAt: Date.now(), by, command: { kind: 'resolve', confirm: true } });
  const late = 31 * MINUTE_MS;
  expect(await findingOf(watchdog(world, late).pass(), key)).toMatchObject({ missed: 'CLOSE', did: 'NOTHING' });
  expect(emergenciesOf(world, key)).toEqual([]);
});
