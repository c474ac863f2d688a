import { notification, said } from '../../support/alertmanager.js';
import { type IngestWorld, ingestWorld } from './ingest-world.js';

describe('several api processes at once', () => {
  let one: IngestWorld;
  let two: IngestWorld;
  let path: string;
  beforeEach(async () => {
    one = await ingestWorld();
    two = await ingestWorld({ databaseUrl: one.databaseUrl });
    path = `/ingest/alertmanager/${await one.key('alertmanager')}`;
  });
  afterEach(async () => {
    await two[Symbol.asyncDispose]();
    await one[Symbol.asyncDispose]();
  });

  const counts = async () =>
    (
      await one.rows(`SELECT (SELECT count(*)::int FROM incidents) AS incidents, (SELECT count(*)::int FROM alerts) AS alerts,
      (SELECT count(*)::int FROM alert_events) AS requests, (SELECT sum(total)::int FROM outbox) AS total, (SELECT sum(firing)::int FROM outbox) AS firing`)
    )[0];

  it('open one incident for a group that all of them claim at the same moment', async () => {
    for (let round = 0; round < 10; round += 1) {
      const alerts = Array.from({ length: 20 }, (_, n) => said({ name: `Group${round}`, instance: `${n}` }));
      const answers = await Promise.all(alerts.map((alert, n) => (n % 2 === 0 ? one : two).post(path, notification(alert))));
      expect(answers.map((answer) => answer.status)).toEqual(alerts.map(() => 202));
    }
    expect(await counts()).toEqual({ incidents: 10, alerts: 200, requests: 200, total: 200, firing: 200 });
  });

  it('count an alert once that a highly available pair of senders reports to both', async () => {
    await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        [one, two].map((world) => world.post(path, notification(said({ name: `Pair${n % 20}`, instance: `${n}` })))),
      ).flat(),
    );
    expect(await counts()).toMatchObject({ incidents: 20, alerts: 40, requests: 80, total: 40, firing: 40 });
  });

  it('neither lose nor deadlock when the same alerts fire and resolve in other orders', async () => {
    const names = Array.from({ length: 12 }, (_, n) => `Mixed${n}`);
    const shuffled = (by: number) => names.map((_, n) => names[(n * 5 + by) % names.length] ?? '');
    for (let round = 0; round < 8; round += 1) {
      const startsAt = new Date(Date.UTC(2026, 10, 23, 2, round)).toISOString();
      const all = (by: number, status: 'firing' | 'resolved') =>
        notification(...shuffled(by).map((name) => said({ name, startsAt, status })));
      const fired = await Promise.all([
        one.post(path, all(round, 'firing')),
        two.post(path, all(round + 3, 'firing')),
        one.post(path, all(round + 7, 'firing')),
      ]);
      const resolved = await Promise.all([two.post(path, all(round + 1, 'resolved')), one.post(path, all(round + 4, 'resolved'))]);
      expect([...fired, ...resolved].map((answer) => answer.status)).toEqual([202, 202, 202, 202, 202]);
    }
    expect(await counts()).toMatchObject({ incidents: 12, alerts: 12, firing: 0 });
    expect(await one.rows('SELECT DISTINCT firings, status FROM alerts')).toEqual([{ firings: 8, status: 'RESOLVED' }]);
  });

  it('claim a group anew where a closing projection frees it at the same moment', async () => {
    for (let round = 0; round < 10; round += 1) {
      const startsAt = new Date(Date.UTC(2026, 10, 23, 2, round)).toISOString();
      await one.post(path, notification(said({ startsAt, status: 'resolved' })));
      const client = await one.pool.connect();
      await client.query('BEGIN');
      await client.query('SELECT 1 FROM incidents FOR UPDATE');
      await client.query('DELETE FROM alert_groups');
      const again = two.post(path, notification(said({ startsAt, instance: `${round}` })));
      await client.query('SELECT pg_sleep(0.02)');
      await client.query('COMMIT');
      client.release();
      expect((await again).status).toBe(202);
    }
    expect(await one.rows(`SELECT count(*)::int AS n FROM incidents WHERE recurrence_of IS NOT NULL`)).toEqual([{ n: 9 }]);
    expect(await counts()).toMatchObject({ incidents: 10, alerts: 10, total: 10 });
  });

  it('keep count, without one deadlock, of a storm in which some alerts are news to one of them only', async () => {
    const groups = 5;
    const storm = Array.from({ length: 60 }, (_, n) => said({ name: `Storm${n % groups}`, instance: `${n}` }));
    const sent = async (world: IngestWorld, by: number): Promise<readonly number[]> => {
      const statuses: number[] = [];
      for (let wave = 0; wave < 15; wave += 1) {
        const own = Array.from({ length: 6 }, (_, n) => said({ name: `Storm${(n + by) % groups}`, instance: `own ${by} ${wave} ${n}` }));
        const shared = storm.slice(wave * 4, wave * 4 + 4);
        const answers = await Promise.all(
          [...own, ...(by === 1 ? shared : shared.reverse())].map((alert) => world.post(path, notification(alert))),
        );
        statuses.push(...answers.map((answer) => answer.status));
      }
      return statuses;
    };
    const statuses = (await Promise.all([sent(one, 1), sent(two, 2)])).flat();
    expect(statuses.filter((status) => status !== 202)).toEqual([]);
    expect(await counts()).toMatchObject({ incidents: groups, alerts: 240, requests: 300, total: 240, firing: 240 });
    expect(await one.rows('SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()')).toEqual([{ deadlocks: 0 }]);
    expect(
      await one.rows('SELECT count(*)::int AS n FROM alerts a JOIN outbox o USING (incident_key) WHERE a.fired_in > o.fired_in'),
    ).toEqual([{ n: 0 }]);
  });

  it('do not wait for a projection that holds the incident', async () => {
    await one.post(path, notification(said()));
    const client = await one.pool.connect();
    await client.query('BEGIN');
    await client.query('SELECT 1 FROM incidents FOR UPDATE');
    const answer = await two.post(path, notification(said({ instance: 'b' })));
    await client.query('ROLLBACK');
    client.release();
    expect(answer.status).toBe(202);
  });
});
