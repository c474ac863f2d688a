import { availableParallelism, loadavg } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { waitUntil } from '../../services/embedded/wait.js';
import { buildCopy } from './build-copy.js';
import { ChaosWorld } from './chaos-world.js';
import { isAlive, PROCESSES, type ProcessName } from './up-process.js';

const LADDER = ['ada', 'ben', 'lead', 'cto'] as const;
const HEALTHY_MS = 2_000;
/** How late the page may be that falls due while the process is away, counted from when it was due. */
const LATE_MS: Readonly<Record<ProcessName, number>> = { worker: 3_000, api: HEALTHY_MS, temporal: 10_000, postgres: 10_000 };
const STEP_1_MS = 3_000;
const KILL_BEFORE_DUE_MS = 300;
/** How many times more work the machine has than it can do at once: everything takes that much longer. */
const crowd = (): number => Math.max(1, (loadavg()[0] ?? 1) / availableParallelism());

describe('an escalation on one machine', () => {
  let world: ChaosWorld;
  beforeAll(async () => {
    world = await ChaosWorld.begin(await buildCopy(), ['3 seconds', '8 seconds', '40 seconds', '60 seconds']);
  }, 90_000);
  afterAll(() => world.close(), 60_000);

  /** [I4] Milliseconds between when this step was due and when its page arrived; never negative. */
  const lateness = async (incident: string, step: number): Promise<number> => {
    const push = await world.paged(incident, LADDER[step] ?? '', 30_000);
    const due = await world.due(incident, step);
    expect(push.at).toBeGreaterThanOrEqual(due);
    return push.at - due;
  };

  it.each(PROCESSES)('[I2] [I3] [I4] goes on, on time or late but once, after kill -9 of %s', async (name) => {
    const incident = await world.alert();
    await lateness(incident, 0);
    const first = await world.due(incident, 0);
    await delay(first + STEP_1_MS - KILL_BEFORE_DUE_MS - Date.now());
    const others = PROCESSES.filter((other) => other !== name);
    const before = others.map((other) => world.pid(other));
    const killed = world.kill(name);
    expect(await waitUntil(() => world.pid(name) !== killed && isAlive(world.pid(name)), 15_000)).toBe(true);
    expect(await lateness(incident, 1)).toBeLessThanOrEqual(LATE_MS[name] * crowd());
    expect(await lateness(incident, 2)).toBeLessThanOrEqual(HEALTHY_MS * crowd());
    expect(world.pushes.filter((push) => push.incident === incident).map((push) => push.person)).toEqual(['ada', 'ben', 'lead']);
    expect(others.map((other) => world.pid(other))).toEqual(before);
  });

  it('[I3] sends again under the same key what was in flight when the worker died', async () => {
    const dead: number[] = [];
    world.onPush = ({ person }) => {
      if (person === 'ada' && dead.length === 0) dead.push(world.kill('worker'));
    };
    const incident = await world.alert();
    expect(
      await waitUntil(() => world.pushes.filter((push) => push.incident === incident && push.person === 'ada').length === 2, 15_000),
    ).toBe(true);
    const again = world.pushes.filter((push) => push.incident === incident && push.person === 'ada');
    expect(new Set(again.map((push) => push.key)).size).toBe(1);
    expect(await lateness(incident, 2)).toBeLessThanOrEqual(HEALTHY_MS * crowd());
  });

  it('[I3] has used no key twice but that one', () => {
    const keys = world.pushes.map((push) => push.key);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toHaveLength(1);
  });
});
