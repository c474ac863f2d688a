import { notification, said } from '../../support/alertmanager.js';
import { eventually, type IngestWorld, ingestWorld } from './ingest-world.js';

describe('alerts become incidents', () => {
  let world: IngestWorld;
  let path: string;
  beforeEach(async () => {
    world = await ingestWorld();
    path = `/ingest/alertmanager/${await world.key('alertmanager')}`;
  });
  afterEach(async () => await world[Symbol.asyncDispose]());

  const incidents = () => world.rows('SELECT * FROM incidents ORDER BY number');
  const outbox = () => world.rows('SELECT * FROM outbox ORDER BY incident_key');
  /** Whether the workflow is to hear of the last change within a second, instead of after two or more. */
  const isUrgent = async () =>
    (await world.rows(`SELECT bool_and(not_before <= changed_at + interval '1 second') AS urgent FROM outbox`))[0]?.['urgent'];

  it('[I1] commits raw body, alert, incident and outbox before it answers', async () => {
    const body = JSON.stringify(notification(said()));
    const answer = await world.post(path, body);
    expect(answer).toMatchObject({ status: 202, json: { accepted: 1, refused: 0 } });
    expect(await world.rows('SELECT id, body, problems FROM alert_events')).toEqual([
      { id: answer.json['eventId'], body: Buffer.from(body), problems: null },
    ]);
    expect(await incidents()).toMatchObject([
      {
        key: 'INC-1001',
        title: 'ErrorRateHigh',
        service: 'payments',
        severity: 'SEV2',
        urgency: 'HIGH',
        status: 'TRIAGE',
        firing_alerts: 1,
      },
    ]);
    expect(await outbox()).toMatchObject([{ incident_key: 'INC-1001', revision: 1, firing: 1, total: 1, firings: 1, proposes: 'SEV2' }]);
  });

  it('tells the workflow once, with the instants of acceptance', async () => {
    const before = Date.now();
    await world.post(path, notification(said()));
    const [snapshot] = await eventually(() => world.delivery.of('INC-1001').length === 1 && world.delivery.of('INC-1001'));
    expect(snapshot).toMatchObject({ revision: 1, firing: 1, total: 1, firings: 1, proposes: 'SEV2', lastResolvedAt: null });
    expect(snapshot?.lastFiredAt).toBeGreaterThanOrEqual(before);
    await eventually(async () => (await outbox())[0]?.['delivered_revision'] === 1);
  });

  it('takes the same firing again as a duplicate that no workflow hears of', async () => {
    for (let n = 0; n < 5; n += 1) await world.post(path, notification(said()));
    expect(await world.rows('SELECT events, firings FROM alerts')).toEqual([{ events: '5', firings: 1 }]);
    expect(await outbox()).toMatchObject([{ revision: 1, total: 1 }]);
  });

  it('takes an alert twice in one notification once', async () => {
    await world.post(path, notification(said(), said()));
    expect(await world.rows('SELECT events, firings FROM alerts')).toEqual([{ events: '2', firings: 1 }]);
  });

  it('takes an alert that fires and resolves in one notification in the order of speech', async () => {
    await world.post(path, notification(said(), said({ status: 'resolved' }), said({ startsAt: '2026-11-23T03:00:00Z' })));
    expect(await world.rows('SELECT status, events, firings FROM alerts')).toEqual([{ status: 'FIRING', events: '3', firings: 2 }]);
    expect(await world.rows('SELECT count(*)::int AS n FROM alert_events')).toEqual([{ n: 1 }]);
  });

  it('joins alerts with the same grouped labels, and separates others', async () => {
    await world.post(path, notification(said(), said({ instance: 'b' }), said({ instance: 'c', labels: { region: 'eu' } })));
    expect((await incidents()).map((incident) => incident['total_alerts'])).toEqual(expect.arrayContaining([2, 1]));
    await world.post(path, notification(said({ instance: 'd' })));
    expect((await outbox()).map((row) => row['total']).sort()).toEqual([1, 3]);
  });

  it('does not draw numbers in vain while a group grows', async () => {
    for (const instance of ['a', 'b', 'c', 'd']) await world.post(path, notification(said({ instance })));
    await world.post(path, notification(said({ name: 'Other' })));
    expect((await incidents()).map((incident) => incident['key'])).toEqual(['INC-1001', 'INC-1002']);
  });

  it('shows the counts on the incident without waiting for anybody', async () => {
    await world.post(path, notification(said()));
    await world.post(path, notification(said({ instance: 'b' }), said({ status: 'resolved' })));
    await eventually(async () => (await incidents())[0]?.['total_alerts'] === 2 && (await incidents())[0]?.['firing_alerts'] === 1);
  });

  it('creates nothing for the resolution of an alert that nobody knows, and keeps it', async () => {
    const answer = await world.post(path, notification(said({ status: 'resolved' })));
    expect(answer.status).toBe(202);
    expect(await world.rows('SELECT count(*)::int AS n FROM alert_events')).toEqual([{ n: 1 }]);
    expect([await incidents(), await outbox(), await world.rows('SELECT * FROM alerts')]).toEqual([[], [], []]);
  });

  it('[G5.2] raises the proposal at once when a worse alert joins', async () => {
    await world.post(path, notification(said({ labels: { severity: 'info' } })));
    await eventually(() => world.delivery.heard.length === 1);
    await world.post(path, notification(said({ instance: 'b' })));
    expect(await outbox()).toMatchObject([{ not_before: Number.NEGATIVE_INFINITY }]);
    const [, raise] = await eventually(() => world.delivery.of('INC-1001').length === 2 && world.delivery.of('INC-1001'));
    expect(raise).toMatchObject({ proposes: 'SEV2', firing: 2 });
    await world.post(path, notification(said({ instance: 'b', status: 'resolved' })));
    expect(await outbox()).toMatchObject([{ proposes: 'SEV4', firing: 1 }]);
  });

  it('says at once that all alerts are resolved, and that one fires again', async () => {
    await world.post(path, notification(said()));
    await eventually(() => world.delivery.heard.length === 1);
    await world.post(path, notification(said({ status: 'resolved' })));
    expect(await isUrgent()).toBe(true);
    const resolved = await eventually(() => world.delivery.of('INC-1001')[1]);
    expect(resolved).toMatchObject({ firing: 0, firings: 1, proposes: 'SEV2', lastResolvedAt: expect.any(Number) });
    await world.post(path, notification(said({ startsAt: '2026-11-23T03:00:00Z' })));
    expect(await isUrgent()).toBe(true);
    expect(await eventually(() => world.delivery.of('INC-1001')[2])).toMatchObject({ firing: 1, firings: 2, total: 1 });
  });

  it('takes a late copy of a firing that was resolved for what it is', async () => {
    await world.post(path, notification(said()));
    await world.post(path, notification(said({ status: 'resolved' })));
    await world.post(path, notification(said()));
    expect(await world.rows('SELECT status, firings FROM alerts')).toEqual([{ status: 'RESOLVED', firings: 1 }]);
  });

  it('takes a later start for a new firing even where the end of the last was missed', async () => {
    await world.post(path, notification(said()));
    await world.post(path, notification(said({ startsAt: '2026-11-23T04:00:00Z' })));
    expect(await outbox()).toMatchObject([{ firing: 1, firings: 2, total: 1 }]);
  });

  it('takes the resolution of an alert whose start moved to the earlier of two reporters', async () => {
    await world.post(path, notification(said({ startsAt: '2026-11-23T02:00:15Z' })));
    await world.post(path, notification(said({ startsAt: '2026-11-23T02:00:00Z', status: 'resolved' })));
    expect(await world.rows('SELECT status FROM alerts')).toEqual([{ status: 'RESOLVED' }]);
  });

  it('takes a late copy of the resolution of an earlier firing for what it is', async () => {
    await world.post(path, notification(said({ startsAt: '2026-11-23T01:00:00Z' })));
    await world.post(path, notification(said({ startsAt: '2026-11-23T03:00:00Z' })));
    await world.post(path, notification(said({ startsAt: '2026-11-23T01:00:00Z', status: 'resolved' })));
    expect(await world.rows('SELECT status, firings FROM alerts')).toEqual([{ status: 'FIRING', firings: 2 }]);
  });

  it('lets 50 flaps be one incident', async () => {
    const began = performance.now();
    for (let n = 0; n < 50; n += 1) {
      const startsAt = new Date(Date.UTC(2026, 10, 23, 2, 0, n * 12)).toISOString();
      await world.post(path, notification(said({ startsAt })));
      await world.post(path, notification(said({ startsAt, status: 'resolved' })));
    }
    expect(await incidents()).toHaveLength(1);
    expect(await outbox()).toMatchObject([{ firings: 50, firing: 0, total: 1 }]);
    const signals = world.delivery.heard.length;
    expect(signals).toBeLessThanOrEqual(2 + Math.floor((performance.now() - began) / 1_000)); // a firing, its end, then one a second
    await eventually(() => world.delivery.heard.at(-1)?.snapshot.firings === 50);
    expect(world.delivery.heard.at(-1)?.snapshot).toMatchObject({ firing: 0, firings: 50, total: 1 });
  });

  it('begins a recurrence once the claim was released', async () => {
    await world.post(path, notification(said()));
    await world.post(path, notification(said({ status: 'resolved' })));
    await world.pool.query('DELETE FROM alert_groups WHERE incident_key = $1', ['INC-1001']);
    await world.post(path, notification(said({ startsAt: '2026-11-23T05:00:00Z' })));
    expect((await incidents()).map((incident) => [incident['key'], incident['recurrence_of']])).toEqual([
      ['INC-1001', null],
      ['INC-1002', 'INC-1001'],
    ]);
    expect(await world.rows('SELECT incident_key FROM alerts')).toEqual([{ incident_key: 'INC-1002' }]);
  });

  it('never takes a repeated firing of a closed incident for a new one', async () => {
    await world.post(path, notification(said()));
    await world.pool.query('DELETE FROM alert_groups');
    await world.post(path, notification(said()));
    expect(await incidents()).toHaveLength(1);
  });

  it('[I1] begins a recurrence where what still fires of a closed incident grows worse', async () => {
    await world.post(path, notification(said({ labels: { severity: 'info' } })));
    await world.pool.query(`UPDATE incidents SET status = 'CLOSED', closed_at = now()`);
    await world.pool.query('DELETE FROM alert_groups');
    await world.post(path, notification(said({ labels: { severity: 'critical' } })));
    expect((await incidents()).map((incident) => incident['recurrence_of'])).toEqual([null, 'INC-1001']);
  });
});
