import { createHash } from 'node:crypto';
import { notification, said } from '../../support/alertmanager.js';
import { eventually, type IngestWorld, ingestWorld } from './ingest-world.js';

describe('integration keys', () => {
  let world: IngestWorld;
  beforeEach(async () => {
    world = await ingestWorld();
  });
  afterEach(async () => await world[Symbol.asyncDispose]());

  const make = () => world.keys.create({ name: 'prometheus', kind: 'alertmanager', by: 'ada' });
  const send = (secret: string) => world.post('/ingest/alertmanager', notification(said()), { authorization: `Bearer ${secret}` });

  it('[I11] are kept as a hash only', async () => {
    const { key, secret } = await make();
    expect(secret).toMatch(/^tin_[0-9a-f]{10}_[0-9a-f]{40}$/);
    const rows = await world.rows('SELECT key_prefix, key_hash FROM integration_keys');
    expect(rows).toEqual([{ key_prefix: key.prefix, key_hash: createHash('sha256').update(secret).digest() }]);
    expect(JSON.stringify(await world.rows('SELECT * FROM audit_log'))).not.toContain(secret.slice(-40));
    expect(JSON.stringify(await world.keys.list())).not.toContain(secret.slice(-40));
  });

  it('work in a header, at once, also in another process', async () => {
    await using other = await ingestWorld({ databaseUrl: world.databaseUrl });
    await other.post('/ingest/alertmanager/unknown', {});
    const { secret } = await make();
    expect((await send(secret)).status).toBe(202);
    expect((await other.post(`/ingest/alertmanager/${secret}`, notification(said()))).status).toBe(202);
  });

  it('live two at once through a rotation, as the same sender', async () => {
    const old = await make();
    const fresh = await world.keys.rotate(old.key.id, 'ada');
    expect((await send(old.secret)).status).toBe(202);
    expect((await send(fresh.secret)).status).toBe(202);
    expect(await world.rows('SELECT events FROM alerts')).toEqual([{ events: '2' }]);
    await expect(world.keys.rotate(old.key.id, 'ada')).rejects.toMatchObject({ error: { code: 'CONFLICT' } });
  });

  it('are refused and counted once revoked, and the use is seen', async () => {
    const { key, secret } = await make();
    await send(secret);
    await world.keys.revoke(key.id, 'ada');
    expect(await send(secret)).toMatchObject({ status: 401, json: { code: 'UNKNOWN_INTEGRATION_KEY' } });
    expect(await world.registry.metrics()).toContain('tocsin_ingest_refused_total{reason="revoked_key"} 1');
    await world.keys.flushUse();
    await eventually(async () => (await world.keys.list())[0]?.revokedUsedAt);
  });

  it('cannot be revoked where there is none', async () => {
    await expect(world.keys.revoke('nope', 'ada')).rejects.toMatchObject({ error: { code: 'NOT_FOUND' } });
  });

  it.each(['', ' ', 'a\n  - evil: true', 'a\u001b[31m', 'a\u202eb', 'x'.repeat(101)])(
    'has a name that steers nothing: %j is refused',
    async (name) => {
      const made = world.keys.create({ name, kind: 'alertmanager', by: 'ada' });
      await expect(made).rejects.toMatchObject({ error: { code: 'INVALID_INPUT', field: 'name' } });
    },
  );
});
