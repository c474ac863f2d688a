import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NOW } from '../../integration/graphql/graphql-world.js';
import { AuditServer } from './audit-server.js';

let server: AuditServer;
beforeAll(async () => {
  server = await AuditServer.start();
}, 120_000);
afterAll(() => server.stop());

it('[I9] `tocsin audit verify` ends with 0 on a sound record, and with 1 and the list on a forged one', async () => {
  const key = await server.world.incidents.begin({ at: NOW });
  await server.seal();
  const sound = await server.tocsin(['audit', 'verify']);
  expect(sound).toMatchObject({ code: 0, stderr: '' });
  expect(sound.stdout).toMatch(/^sound\n/);

  await server.pool.query(`UPDATE incident_events SET body = body || '{"more": 1}' WHERE incident_key = $1 AND seq = 2`, [key]);
  const forged = await server.tocsin(['audit', 'verify', key.toLowerCase()]);
  expect(forged.code).toBe(1);
  expect(forged.stdout).toMatch(new RegExp(`NOT SOUND: 1 finding\\n[^]*${key} +2 +CHANGED +event 2 was changed`));
  const json = await server.tocsin(['audit', 'verify', '--json']);
  expect(json.code).toBe(1);
  expect(JSON.parse(json.stdout)).toMatchObject({ sound: false, found: 1, findings: [{ chain: key, index: 2, what: 'CHANGED' }] });
  await server.pool.query(`UPDATE incident_events SET body = body - 'more' WHERE incident_key = $1 AND seq = 2`, [key]);
});

it('[I9] says what cannot be proved: events that no seal covers yet', async () => {
  await server.world.incidents.begin({ at: Date.now() });
  const { stdout } = await server.tocsin(['audit', 'verify']);
  expect(stdout).toMatch(/\d+ event\(s\) are newer than the last seal: had they been changed or cut off, nobody could tell/);
});

it('`tocsin audit key` prints the public key, and its id beside it', async () => {
  const { stdout, stderr } = await server.tocsin(['audit', 'key']);
  expect(stdout).toBe(server.key.publicKey);
  expect(stderr).toBe(`${server.key.id}\n`);
});

it('nobody but auditors and administrators verifies; a key that does not exist is not found', async () => {
  expect(await server.tocsin(['audit', 'verify'], 'VIEWER')).toMatchObject({ code: 5 });
  expect(await server.tocsin(['audit', 'verify'], 'ADMIN')).toMatchObject({ code: 0 });
  expect(await server.tocsin(['audit', 'verify', 'INC-7'])).toMatchObject({ code: 4 });
});

it('[I9] `tocsin audit export` and `verify.mjs` agree in a clean directory, and one changed byte is refused', async () => {
  const key = await server.world.incidents.begin({ at: NOW, title: 'no line ends at \u2028 or \u2029' });
  await server.seal();
  const out = join(server.directory, 'export');
  const ran = await server.tocsin(['audit', 'export', key, '--out', out]);
  expect(ran).toMatchObject({ code: 0 });
  expect(ran.stdout).toContain(`check it with: node ${join(out, 'verify.mjs')}`);
  const check = (): string =>
    execFileSync(process.execPath, [join(out, 'verify.mjs'), '--key', server.key.id], { env: {}, encoding: 'utf8' });
  expect(check()).toMatch(new RegExp(`^sound\\n${key}: `));
  const timeline = join(out, 'incidents', key, 'timeline.jsonl');
  writeFileSync(timeline, readFileSync(timeline, 'utf8').replace('payments', 'paymentz'));
  expect(check).toThrow();
  expect(await server.tocsin(['audit', 'export', key, '--out', out])).toMatchObject({ code: 2, stdout: '' });
});

it('[I10] an export of what does not exist for one, of nothing, or without the permission is refused, and leaves nothing behind', async () => {
  const secret = await server.world.incidents.begin({ at: NOW, visibility: 'RESTRICTED' });
  const out = join(server.directory, 'refused');
  expect(await server.tocsin(['audit', 'export', secret, '--out', out])).toMatchObject({ code: 4 });
  expect(await server.tocsin(['audit', 'export', 'INC-7', '--out', out])).toMatchObject({ code: 4 });
  expect(await server.tocsin(['audit', 'export', '--out', out])).toMatchObject({ code: 2 });
  expect(await server.tocsin(['audit', 'export', secret, '--out', out], 'VIEWER')).toMatchObject({ code: 5 });
  expect(existsSync(out)).toBe(false);
  expect(await server.tocsin(['audit', 'export', secret, '--out', out], 'ADMIN')).toMatchObject({ code: 0 });
});
