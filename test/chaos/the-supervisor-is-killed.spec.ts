import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '../embedded/scratch.js';
import { buildCopy } from './build-copy.js';
import { ChaosWorld } from './chaos-world.js';
import { processesNaming } from './machine.js';
import { PROCESSES } from './up-process.js';

const LADDER = ['ada', 'ben', 'lead', 'cto'];
const LATE_MS = 20_000;
/** Two starts, and what is due between them. */
const TIMEOUT_MS = 180_000;

describe('a machine whose supervisor dies', () => {
  let world: ChaosWorld;
  let incident: string;
  beforeAll(async () => {
    world = await ChaosWorld.begin(await buildCopy(), ['6 seconds', '14 seconds', '22 seconds', '120 seconds']);
  }, 90_000);
  afterAll(() => world.close(), 60_000);

  const leftBehind = (): readonly number[] => processesNaming(world.dataDir);
  const people = (key: string): readonly string[] => world.pushes.filter((push) => push.incident === key).map((push) => push.person);

  /** Everybody up to this person was paged for it, each once; steps that fell due during an outage leave together. */
  const expectPagedUpTo = async (key: string, last: string): Promise<void> => {
    for (const person of LADDER.slice(0, LADDER.indexOf(last) + 1)) await world.paged(key, person, LATE_MS);
    expect(people(key)).toEqual([...new Set(people(key))]);
  };

  it(
    '[I2] by kill -9 leaves processes that the next start stops, and open incidents go on',
    async () => {
      incident = await world.alert();
      await expectPagedUpTo(incident, 'ada');
      const address = world.up.runtime.apiUrl;
      const before = PROCESSES.map((name) => world.pid(name));
      world.up.send('SIGKILL');
      await world.up.ended();
      expect(leftBehind()).toEqual(expect.arrayContaining(before));
      await world.spawn().ready();
      expect(before.filter(isAlive)).toEqual([]);
      expect(world.up.output).toContain('stopped a process that a killed parent had left behind');
      expect(world.up.runtime.apiUrl).toBe(address);
      await expectPagedUpTo(incident, 'lead');
    },
    TIMEOUT_MS,
  );

  it(
    '[I2] by Ctrl-C leaves no process; after the loss of the Temporal database incidents go on at their step',
    async () => {
      incident = await world.alert();
      await expectPagedUpTo(incident, 'ada');
      world.up.send('SIGINT');
      expect(await world.up.ended()).toBe(0);
      expect(leftBehind()).toEqual([]);
      const directory = join(world.dataDir, 'temporal');
      for (const file of readdirSync(directory)) rmSync(join(directory, file));
      await world.spawn().ready();
      expect(world.up.output).toMatch(new RegExp(`resumed from the record: .*${incident}`));
      await expectPagedUpTo(incident, 'cto');
    },
    TIMEOUT_MS,
  );

  it('[I3] used no idempotency key twice through all of it', () => {
    const keys = world.pushes.map((push) => push.key);
    expect(keys).toHaveLength(new Set(keys).size);
  });

  it(
    '[I8] a build that cannot go on with an open incident refuses with the list, and the one before starts again',
    async () => {
      world.up.send('SIGINT');
      expect(await world.up.ended()).toBe(0);
      const undo = world.build.replaceBundle(
        (code) => code.replace('async function incident(input) {', '$& throw new TypeError("another build");'),
        'another-build',
      );
      const refused = world.spawn();
      expect(await refused.ended()).toBe(2);
      expect(refused.output).toMatch(/this build cannot go on with \d+ open incident/);
      expect(refused.output).toContain(`  ${incident}: `);
      expect(leftBehind()).toEqual([]);
      undo();
      await world.spawn().ready();
    },
    TIMEOUT_MS,
  );
});
