import { notification, said } from '../../support/alertmanager.js';
import { msOf, tenfold } from '../timing.js';
import { eventually, type IngestWorld, ingestWorld } from './ingest-world.js';

describe('[I1] accepted is never lost', () => {
  let world: IngestWorld;
  let path: string;
  beforeEach(async () => {
    world = await ingestWorld();
    path = `/ingest/alertmanager/${await world.key('alertmanager')}`;
  });
  afterEach(async () => await world[Symbol.asyncDispose]());

  it('has every 2xx in the database although PostgreSQL cuts all connections under load', async () => {
    const accepted: unknown[] = [];
    let refusals = 0;
    let isCutting = true;
    const sender = async (n: number): Promise<void> => {
      for (let round = 0; isCutting || round < 20; round += 1) {
        const answer = await world.post(path, notification(said({ name: `Load${n}`, instance: `${round}` })));
        if (answer.status === 202) accepted.push(answer.json['eventId']);
        else {
          refusals += 1;
          expect(answer).toMatchObject({ status: 503, json: { code: 'UNAVAILABLE' } });
          expect(answer.headers.get('retry-after')).toBe('1');
        }
      }
    };
    const senders = Promise.all(Array.from({ length: 16 }, (_, n) => sender(n)));
    for (let cut = 0; cut < 8; cut += 1) {
      const before = accepted.length;
      await eventually(() => accepted.length > before + 20);
      await world.pool
        .query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()')
        .catch(() => undefined);
    }
    isCutting = false;
    await senders;
    const kept = await world.rows('SELECT id FROM alert_events WHERE id = ANY($1)', accepted);
    expect(kept).toHaveLength(accepted.length);
    expect(await world.rows('SELECT count(*)::int AS n FROM alerts')).toEqual(await world.rows('SELECT sum(total)::int AS n FROM outbox'));
    expect(refusals).toBeGreaterThan(0);
    await eventually(async () => (await world.rows('SELECT 1 FROM outbox WHERE delivered_revision = 0')).length === 0);
  });

  it('takes ten thousand alerts in one request and counts all of them', async () => {
    const takes = (count: number, what: string) => async () => {
      const alerts = Array.from({ length: count }, (_, n) =>
        said({ name: `${what}${n % 100}`, instance: `${n}`, labels: { filler: 'x'.repeat(150) } }),
      );
      expect(await world.post(path, notification(...alerts))).toMatchObject({ status: 202, json: { accepted: count, refused: 0 } });
    };
    const tenth = await msOf(takes(1_000, 'Gust'));
    // The benchmark measures; here only a quadratic plan is meant to fail.
    expect(await msOf(takes(10_000, 'Storm'))).toBeLessThan(Math.max(8_000, tenfold(tenth)));
    expect(
      await world.rows(`SELECT sum(o.total)::int AS total, count(*)::int AS incidents
        FROM outbox o JOIN incidents i ON i.key = o.incident_key WHERE i.title LIKE 'Storm%'`),
    ).toEqual([{ total: 10_000, incidents: 100 }]);
  });

  it('takes ten thousand duplicates as one alert that is told in a handful of signals', async () => {
    const duplicate = notification(...Array.from({ length: 100 }, () => said()));
    for (let n = 0; n < 100; n += 1) expect((await world.post(path, duplicate)).status).toBe(202);
    expect(await world.rows('SELECT events FROM alerts')).toEqual([{ events: '10000' }]);
    expect(await world.rows('SELECT revision FROM outbox')).toEqual([{ revision: 1 }]);
    expect(world.delivery.heard).toHaveLength(1);
  });
});
