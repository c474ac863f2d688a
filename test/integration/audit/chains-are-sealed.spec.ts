import { appendFileSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { SealFile } from '../../../services/audit/seal-file.js';
import { isSignedBy, trustedKeys } from '../../../services/audit/seal-key.js';
import { AuditWorld } from './audit-world.js';

let world: AuditWorld;
beforeEach(async () => {
  world = await AuditWorld.open();
});
afterEach(() => world.close());

const kinds = (): readonly (string | undefined)[] => world.lines().map((line) => line?.kind);

it('[I9] seals what has changed, and nothing when nothing has', async () => {
  const key = await world.incidents.begin({ at: world.at });
  const [seal, signature, ...rest] = (await world.sealer().pass()) ?? [];
  expect(seal).toMatchObject({ number: 1, kind: 'SEAL', previous: '', heads: [{ chain: key }, { chain: 'handbook_versions' }] });
  expect(signature).toMatchObject({ number: 2, kind: 'SIGNATURE', previous: seal?.digest });
  expect(rest).toEqual([]);
  await world.seal();
  expect(kinds()).toEqual(['BEGIN', 'SEAL', 'SIGNATURE']);
  await world.note(key, 'the pool is full');
  await world.seal();
  expect(world.lines().at(-1)).toMatchObject({ number: 3, heads: [{ chain: key, length: world.incidents.state(key).lastSeq }] });
});

it('[I9] signs the newest seal once an hour, also when nothing happens any more', async () => {
  const key = await world.incidents.begin({ at: world.at });
  await world.sealer().pass();
  await world.note(key, 'one');
  await world.seal();
  expect(kinds().at(-1)).toBe('SEAL');
  world.at += 58 * 60_000;
  await world.sealer().pass();
  expect(kinds().at(-1)).toBe('SEAL');
  world.at += 60_000;
  await world.sealer().pass();
  const signature = world.lines().at(-1);
  if (signature?.kind !== 'SIGNATURE') throw new Error('nothing was signed');
  expect(isSignedBy(trustedKeys([world.key.publicKey]), signature)).toBe(true);
  expect(isSignedBy(trustedKeys([world.key.publicKey]), { ...signature, at: signature.at + 1 })).toBe(false);
});

it('[I9] [I13] a storm is sealed in several seals of a bounded size', async () => {
  for (let i = 0; i < 7; i += 1) await world.incidents.begin({ at: world.at });
  const made = await world.sealer({ headsPerSeal: 2, key: null }).pass();
  expect(made?.map((entry) => entry.kind === 'SEAL' && entry.heads.length)).toEqual([3, 2, 2, 1]);
});

it('[I9] of two sealers one works, and the file has every seal once', async () => {
  const key = await world.incidents.begin({ at: world.at });
  for (let i = 0; i < 5; i += 1) {
    await world.note(key, `note ${i}`);
    await Promise.all([world.sealer().pass(), world.sealer().pass(), world.sealer().pass()]);
  }
  expect(world.numbers()).toEqual([1, 2, 3, 4, 5, 6]);
});

it.each([0, 1, 40, -1])(
  '[I9] a sealer killed between row and file, %i bytes into the line, is made up for: no gap, no double',
  async (bytes) => {
    const key = await world.incidents.begin({ at: world.at });
    await world.seal();
    await world.note(key, 'one');
    const dying = new SealFile(world.file.path);
    dying.append = (text) => {
      appendFileSync(world.file.path, text.slice(0, bytes));
      return Promise.reject(new Error('killed'));
    };
    await expect(world.sealer({ file: dying }).pass()).rejects.toThrow('killed');
    await world.note(key, 'two');
    await world.seal();
    expect(world.numbers()).toEqual([1, 2, 3, 4]);
    expect(world.lines()).not.toContain(null);
    expect(world.warnings).toEqual([]);
  },
);

it('[I9] a lost file is begun anew with the gap written into it, and told', async () => {
  const key = await world.incidents.begin({ at: world.at });
  await world.seal();
  rmSync(world.file.path);
  await world.note(key, 'one');
  await world.seal();
  expect(world.lines()).toMatchObject([{ kind: 'BEGIN' }, { kind: 'GAP', from: 1, to: 2 }, { kind: 'SEAL', number: 3 }]);
  expect(world.warnings).toEqual([expect.stringContaining('lost, cut or changed')]);
});

it('[I9] an empty file that was made beforehand is begun like one that is not there', async () => {
  writeFileSync(world.file.path, '');
  const key = await world.incidents.begin({ at: world.at });
  await world.seal();
  expect(kinds()).toEqual(['BEGIN', 'SEAL', 'SIGNATURE']);
  expect(world.warnings).toEqual([]);
  expect((await world.verify()).findings).toEqual([]);
  await world.note(key, 'one');
  await world.seal();
  expect((await world.verify()).findings).toEqual([]);
});

it('[I9] a file that was emptied where it stands is begun anew with the whole gap written into it', async () => {
  const key = await world.incidents.begin({ at: world.at });
  await world.seal();
  truncateSync(world.file.path);
  expect((await world.verify()).findings).toMatchObject([{ chain: 'seal file', index: 1, what: 'LOST' }]);
  await world.note(key, 'one');
  await world.seal();
  expect(world.lines()).toMatchObject([{ kind: 'BEGIN' }, { kind: 'GAP', from: 1, to: 2 }, { kind: 'SEAL', number: 3 }]);
  expect((await world.verify()).findings).toMatchObject([{ chain: 'seal file', index: 2, what: 'LOST' }]);
});

it('[I9] a cut file keeps the gap for whoever verifies', async () => {
  const key = await world.incidents.begin({ at: world.at });
  await world.seal();
  await world.note(key, 'one');
  await world.seal();
  truncateSync(world.file.path, readFileSync(world.file.path).indexOf('\n') + 1);
  await world.seal();
  expect(world.lines().at(-1)).toMatchObject({ kind: 'GAP', from: 1, to: 3 });
});

it('[I9] seals that only the file has are put back into a restored database', async () => {
  const key = await world.incidents.begin({ at: world.at });
  await world.seal();
  await world.note(key, 'one');
  await world.seal();
  await world.forge('DELETE FROM chain_seals WHERE number > 1', `UPDATE sealed_heads SET length = 1 WHERE chain = '${key}'`);
  await world.note(key, 'two');
  await world.seal();
  expect(world.numbers()).toEqual([1, 2, 3, 4]);
  expect((await world.pool.query('SELECT 1 FROM chain_seals')).rowCount).toBe(4);
});

it('[I9] nothing is sealed upon a seal that file and database tell differently', async () => {
  const key = await world.incidents.begin({ at: world.at });
  await world.seal();
  await world.forge(`UPDATE chain_seals SET digest = repeat('0', 64) WHERE number = 2`);
  await world.note(key, 'one');
  await expect(world.seal()).rejects.toThrow(/seal 2 in the database is not the one in/);
  expect(world.numbers()).toEqual([1, 2]);
});

it('[I9] a full disk stops the sealing until there is room, and then nothing is missing', async () => {
  const key = await world.incidents.begin({ at: world.at });
  await world.seal();
  const moved = `${world.file.path}.away`;
  renameSync(world.file.path, moved);
  writeFileSync(world.file.path, readFileSync(moved));
  const full = new SealFile(world.file.path);
  full.append = () => Promise.reject(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }));
  for (const text of ['one', 'two', 'three']) {
    await world.note(key, text);
    await expect(world.sealer({ file: full }).pass()).rejects.toThrow('no space');
  }
  await world.seal();
  expect(world.numbers()).toEqual([1, 2, 3, 4]);
});
