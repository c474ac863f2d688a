import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { SealFile } from '../../../services/audit/seal-file.js';
import { AuditWorld } from './audit-world.js';

let world: AuditWorld;
let key: string;
/** A sealed incident, with an event that is not sealed yet. */
beforeEach(async () => {
  world = await AuditWorld.open();
  key = await world.incidents.begin({ at: world.at });
  await world.seal();
  await world.note(key, 'the pool is full');
});
afterEach(() => world.close());

const found = async (file: SealFile = world.file): Promise<readonly string[]> =>
  (await world.verify({}, { file })).findings.map(({ chain, index, what }) => `${chain} ${index} ${what}`);

/** A sealer that is killed when it has written this much of a line; what it had committed is in the database. */
async function diesAfter(bytes: number): Promise<void> {
  const dying = new SealFile(world.file.path);
  dying.append = (text) => {
    appendFileSync(world.file.path, text.slice(0, bytes));
    return Promise.reject(new Error('killed'));
  };
  await expect(world.sealer({ file: dying }).pass()).rejects.toThrow('killed');
}

it.each(['tail', 'lines'] as const)(
  '[I9] a seal that is made while the record is verified is not missed: before the file’s %s',
  async (step) => {
    const read = new SealFile(world.file.path);
    if (step === 'tail') {
      read.tail = async () => {
        await world.seal();
        return await world.file.tail();
      };
    } else {
      read.lines = async function* (...bytes) {
        await world.seal();
        yield* world.file.lines(...bytes);
      };
    }
    expect(await found(read)).toEqual([]);
    expect(world.numbers()).toEqual([1, 2, 3]);
    expect(await found()).toEqual([]);
  },
);

it.each([1, 40, -1])('[I9] a line of which %i bytes are written is on its way, as long as a sealer could end it', async (bytes) => {
  await diesAfter(bytes);
  expect(await found()).toEqual([]);
  await world.seal();
  expect(await found()).toEqual([]);
  expect(world.lines()).not.toContain(null);
});

it('[I9] half a line on its way after a gap is no finding of its own', async () => {
  writeFileSync(world.file.path, '');
  await world.seal();
  await world.note(key, 'the pool is empty');
  await diesAfter(40);
  expect(await found()).toEqual(['seal file 2 LOST']);
});

it('[I9] half a line that no sealer would go on with is a finding, and stays one', async () => {
  await diesAfter(0);
  appendFileSync(world.file.path, '{"at":0');
  expect(await found()).toEqual(['seal file 4 CHANGED']);
  await world.seal();
  expect(await found()).toEqual(['seal file 4 CHANGED']);
});

it('[I9] a file that was cut within a line before the newest is found', async () => {
  await world.seal();
  const lines = world.lines().length;
  await world.note(key, 'the pool is empty');
  const { size } = (await world.file.tail()) ?? { size: 0 };
  await world.seal();
  await world.note(key, 'the pool is full again');
  await diesAfter(0);
  const text = readFileSync(world.file.path);
  writeFileSync(world.file.path, text.subarray(0, size + 40));
  expect(await found()).toEqual([`seal file ${lines + 1} REMOVED`]);
});
