import { type IngestWorld, ingestWorld } from './ingest-world.js';

describe("PagerDuty's Events API v2", () => {
  let world: IngestWorld;
  let routingKey: string;
  beforeEach(async () => {
    world = await ingestWorld();
    routingKey = await world.key('pagerduty');
  });
  afterEach(async () => await world[Symbol.asyncDispose]());

  const payload = { summary: 'checkout is slow', source: 'web-1', severity: 'warning', component: 'payments', class: 'LatencyHigh' };
  const enqueue = (event: Record<string, unknown>) =>
    world.post('/v2/enqueue', { routing_key: routingKey, event_action: 'trigger', dedup_key: 'k', payload, ...event });
  const alert = async () => (await world.rows('SELECT status, name, service, proposes, firings, events FROM alerts'))[0];

  it("answers in PagerDuty's own shape", async () => {
    expect(await enqueue({})).toMatchObject({ status: 202, json: { status: 'success', message: 'Event processed', dedup_key: 'k' } });
    expect(await alert()).toMatchObject({ status: 'FIRING', name: 'LatencyHigh', service: 'payments', proposes: 'SEV3' });
  });

  it('makes up a dedup_key for a trigger without one, and says which', async () => {
    const { json } = await enqueue({ dedup_key: undefined });
    expect(await world.rows('SELECT dedup_key FROM alerts')).toEqual([{ dedup_key: json['dedup_key'] }]);
  });

  it('takes repeated triggers as one firing until resolved', async () => {
    await enqueue({});
    await enqueue({});
    await enqueue({ event_action: 'resolve', payload: undefined });
    expect(await alert()).toMatchObject({ status: 'RESOLVED', firings: 1, events: '3' });
    await enqueue({});
    expect(await alert()).toMatchObject({ status: 'FIRING', firings: 2 });
  });

  it("lets a monitor's acknowledge mark the alert only", async () => {
    await enqueue({});
    await enqueue({ event_action: 'acknowledge', payload: undefined });
    expect(await alert()).toMatchObject({ status: 'ACKNOWLEDGED' });
    expect(await world.rows('SELECT revision, firing FROM outbox')).toEqual([{ revision: 1, firing: 1 }]);
    expect(await world.rows('SELECT holder, status FROM incidents')).toEqual([{ holder: null, status: 'TRIAGE' }]);
  });

  it('raises the alert when its severity grows while it fires', async () => {
    await enqueue({});
    await enqueue({ payload: { ...payload, severity: 'critical' } });
    expect(await world.rows('SELECT proposes, firing, firing_sev2 FROM outbox')).toEqual([{ proposes: 'SEV2', firing: 1, firing_sev2: 1 }]);
  });

  it.each(['CLOSED', 'CANCELED', 'POST_INCIDENT'])(
    '[I1] fires anew where a person ended its incident and nobody resolved the key: %s',
    async (status) => {
      await enqueue({});
      await world.pool.query(`UPDATE incidents SET status = $1, closed_at = CASE WHEN $1 = 'POST_INCIDENT' THEN NULL ELSE now() END`, [
        status,
      ]);
      await world.pool.query('DELETE FROM alert_groups');
      await enqueue({});
      await enqueue({});
      expect(await alert()).toMatchObject({ status: 'FIRING', firings: 2, events: '3' });
      expect(await world.rows('SELECT key, recurrence_of FROM incidents ORDER BY number')).toEqual([
        { key: 'INC-1001', recurrence_of: null },
        { key: 'INC-1002', recurrence_of: 'INC-1001' },
      ]);
      expect(await world.rows('SELECT firing FROM outbox ORDER BY incident_key')).toEqual([{ firing: 0 }, { firing: 1 }]);
    },
  );

  it.each([
    ['an unknown action', { event_action: 'explode' }, 'event_action'],
    ['a trigger without payload', { payload: undefined }, 'payload'],
    ['a payload without summary', { payload: { ...payload, summary: undefined } }, 'payload.summary'],
    ['a resolve without dedup_key', { event_action: 'resolve', dedup_key: undefined }, 'dedup_key'],
  ])('refuses %s', async (_what, event, field) => {
    expect(await enqueue(event)).toMatchObject({
      status: 400,
      json: { code: 'MALFORMED_PAYLOAD', status: 'invalid event', field, errors: [expect.any(String)] },
    });
  });

  it('does not know another routing key', async () => {
    expect(await enqueue({ routing_key: 'R0UT1NG' })).toMatchObject({ status: 401, json: { code: 'UNKNOWN_INTEGRATION_KEY' } });
  });
});
