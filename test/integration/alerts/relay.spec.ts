import { notification, said } from '../../support/alertmanager.js';
import { eventually, type IngestWorld, ingestWorld } from './ingest-world.js';

describe('the relay', () => {
  let world: IngestWorld;
  let path: string;
  beforeEach(async () => {
    world = await ingestWorld();
    path = `/ingest/alertmanager/${await world.key('alertmanager')}`;
  });
  afterEach(async () => await world[Symbol.asyncDispose]());

  const outbox = async () => (await world.rows('SELECT * FROM outbox ORDER BY incident_key'))[0] ?? {};
  const settled = () => eventually(async () => (await world.rows('SELECT 1 FROM outbox WHERE revision > delivered_revision')).length === 0);

  it('keeps what could not be delivered, tries again, and says why', async () => {
    world.delivery.answer = async () => {
      throw new Error('no worker');
    };
    await world.post(path, notification(said()));
    await eventually(async () => (await outbox())['last_error'] === 'no worker');
    world.delivery.answer = async () => 'DELIVERED';
    await settled();
    expect(await outbox()).toMatchObject({ delivered_revision: 1, attempts: 0, last_error: null });
  });

  it('[I12] delays nobody for an incident that cannot be delivered', async () => {
    world.delivery.answer = (key) => (key === 'INC-1001' ? new Promise(() => undefined) : Promise.resolve('DELIVERED'));
    await world.post(path, notification(said({ name: 'Stuck' })));
    await eventually(() => world.delivery.of('INC-1001').length === 1);
    await world.post(path, notification(said({ name: 'Fine' })));
    await eventually(() => world.delivery.of('INC-1002').length === 1);
    expect(world.delivery.of('INC-1001')).toHaveLength(1);
    expect(await outbox()).toMatchObject({ incident_key: 'INC-1001', attempts: 1, last_error: null }); // still under way, not given up
  });

  it('[I13] takes SEV1 before the backlog, and at most 32 at once', async () => {
    const waiting: (() => void)[] = [];
    let [underWay, most] = [0, 0];
    world.delivery.answer = async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise<void>((resolve) => waiting.push(resolve));
      underWay -= 1;
      return 'DELIVERED';
    };
    const release = (count = waiting.length) => waiting.splice(0, count).forEach((one) => one());
    await world.post(
      path,
      notification(...Array.from({ length: 80 }, (_, n) => said({ name: `Backlog${n}`, labels: { severity: 'info' } }))),
    );
    await eventually(() => waiting.length === 32);
    await world.post(path, notification(said({ name: 'AvailabilityLow' })));
    release(4);
    await eventually(() => world.delivery.heard.some((one) => one.snapshot.proposes === 'SEV1'));
    const place = world.delivery.heard.findIndex((one) => one.snapshot.proposes === 'SEV1');
    expect(place).toBeLessThan(36);
    await eventually(() => {
      release();
      return new Set(world.delivery.heard.map((one) => one.incidentKey)).size === 81;
    });
    expect(most).toBe(32);
  });

  it('[I13] gives new SEV1s a head start before a crowd that came with them, and then tells the crowd', async () => {
    const heardAt: { severity: string; at: number }[] = [];
    world.delivery.answer = async (_key, snapshot) => {
      heardAt.push({ severity: snapshot.proposes, at: performance.now() });
      return 'DELIVERED';
    };
    const crowd = Array.from({ length: 60 }, (_, n) => said({ name: `Crowd${n}`, labels: { severity: 'info' } }));
    const worst = Array.from({ length: 10 }, (_, n) =>
      said({ name: 'AvailabilityLow', instance: `${n}`, labels: { service: 'payments', region: `r${n}` } }),
    );
    await world.post(path, notification(...crowd, ...worst));
    await eventually(() => heardAt.length === 70);
    expect(heardAt.slice(0, 10).every((one) => one.severity === 'SEV1')).toBe(true);
    const wait = (heardAt[10]?.at ?? 0) - (heardAt[0]?.at ?? 0);
    expect(wait).toBeGreaterThan(500);
    await settled();
  });

  it('never splits one incident between two relays', async () => {
    await using other = await ingestWorld({ databaseUrl: world.databaseUrl });
    const active = new Map<string, number>();
    let overlaps = 0;
    const answer = async (key: string): Promise<'DELIVERED'> => {
      const now = (active.get(key) ?? 0) + 1;
      active.set(key, now);
      if (now > 1) overlaps += 1;
      await new Promise((resolve) => setTimeout(resolve, 5));
      active.set(key, (active.get(key) ?? 1) - 1);
      return 'DELIVERED';
    };
    world.delivery.answer = answer;
    other.delivery.answer = answer;
    const names = Array.from({ length: 60 }, (_, n) => `Alert${n}`);
    await Promise.all(names.map((name, n) => (n % 2 === 0 ? world : other).post(path, notification(said({ name })))));
    await settled();
    const heard = [...world.delivery.heard, ...other.delivery.heard].map((one) => one.incidentKey);
    expect(heard).toHaveLength(60);
    expect(new Set(heard).size).toBe(60);
    expect(overlaps).toBe(0);
  });

  it('takes over from a relay that died over a delivery, whatever waits', async () => {
    await world.post(path, notification(said()));
    await settled();
    await world.pool.query(`UPDATE outbox SET revision = 2, leased_revision = 2, lease_owner = gen_random_uuid(),
      lease_until = now() + interval '1 second', not_before = now() + interval '1 hour'`);
    expect(await eventually(() => world.delivery.of('INC-1001').find((snapshot) => snapshot.revision === 2))).toBeDefined();
  });

  it('tells a growing group in few signals: at once, then after 2 s, doubling', async () => {
    const began = performance.now();
    for (let n = 0; n < 100; n += 1) await world.post(path, notification(said({ instance: `${n}` })));
    expect(await outbox()).toMatchObject({ total: 100 });
    const signals = world.delivery.heard.length;
    const later = Math.floor(Math.log2((performance.now() - began) / 2_000 + 1)); // 2, 2 + 4, 2 + 4 + 8 s after the first
    expect(signals).toBeLessThanOrEqual(1 + later);
    await eventually(() => world.delivery.heard.at(-1)?.snapshot.total === 100);
  });

  it('finds a new incident for an alert that met a closing one', async () => {
    await world.post(path, notification(said()));
    await settled();
    world.delivery.answer = async (key) => (key === 'INC-1001' ? 'CLOSED' : 'DELIVERED');
    await world.post(path, notification(said({ status: 'resolved' })));
    await world.post(path, notification(said({ startsAt: '2026-11-23T06:00:00Z' }), said({ instance: 'b' })));
    const [snapshot] = await eventually(() => world.delivery.of('INC-1002').length > 0 && world.delivery.of('INC-1002'));
    expect(snapshot).toMatchObject({ revision: 1, firing: 2, total: 2, proposes: 'SEV2' });
    await settled();
    expect(await world.rows('SELECT key, recurrence_of, severity FROM incidents ORDER BY number')).toEqual([
      { key: 'INC-1001', recurrence_of: null, severity: 'SEV2' },
      { key: 'INC-1002', recurrence_of: 'INC-1001', severity: 'SEV2' },
    ]);
    expect(await world.rows('SELECT incident_key FROM alert_groups')).toEqual([{ incident_key: 'INC-1002' }]);
    await world.post(path, notification(said({ instance: 'c' })));
    expect(await world.rows(`SELECT incident_key FROM alerts WHERE dedup_key = 'ErrorRateHigh-c'`)).toEqual([{ incident_key: 'INC-1002' }]);
  });

  it('moves of a storm what the closed incident never heard of, and nothing else', async () => {
    for (let n = 0; n < 6; n += 1) await world.post(path, notification(said({ instance: `heard-${n}` })));
    await eventually(() => world.delivery.of('INC-1001').at(-1)?.total === 6);
    await settled();
    world.delivery.answer = async (key) => (key === 'INC-1001' ? 'CLOSED' : 'DELIVERED');
    for (let n = 0; n < 3; n += 1) await world.post(path, notification(said({ instance: `unheard-${n}` })));
    await eventually(() => world.delivery.of('INC-1002').at(-1)?.total === 3);
    expect(
      await world.rows(
        `SELECT incident_key, count(*)::int AS alerts, bool_and(dedup_key LIKE '%unheard%') AS unheard FROM alerts GROUP BY 1 ORDER BY 1`,
      ),
    ).toEqual([
      { incident_key: 'INC-1001', alerts: 6, unheard: false },
      { incident_key: 'INC-1002', alerts: 3, unheard: true },
    ]);
    expect(await world.rows('SELECT incident_key, total, firing FROM outbox ORDER BY 1')).toEqual([
      { incident_key: 'INC-1001', total: 6, firing: 6 },
      { incident_key: 'INC-1002', total: 3, firing: 3 },
    ]);
  });

  it('finds a new incident for an alert of a storm that met the closing projection, which it does not wait for', async () => {
    for (let n = 0; n < 4; n += 1) await world.post(path, notification(said({ instance: `${n}` })));
    await eventually(() => world.delivery.of('INC-1001').at(-1)?.total === 4);
    await settled();
    const closing = await world.pool.connect();
    await closing.query('BEGIN');
    await closing.query('DELETE FROM alert_groups');
    world.delivery.answer = async (key) => (key === 'INC-1001' ? 'CLOSED' : 'DELIVERED');
    expect((await world.post(path, notification(said({ instance: 'late' })))).status).toBe(202);
    await closing.query('COMMIT');
    closing.release();
    expect(await eventually(() => world.delivery.of('INC-1002').at(-1))).toMatchObject({ firing: 1, total: 1 });
  });

  it('opens nothing when a closed incident only heard of resolutions', async () => {
    await world.post(path, notification(said(), said({ instance: 'b' })));
    await settled();
    world.delivery.answer = async () => 'CLOSED';
    await world.post(path, notification(said({ status: 'resolved' }), said({ instance: 'b', status: 'resolved' })));
    await settled();
    expect(await world.rows('SELECT key FROM incidents')).toEqual([{ key: 'INC-1001' }]);
  });
});
