import { Registry } from 'prom-client';
import { eventId } from '../../../services/alerts/event-id.js';
import { IngestMetrics } from '../../../services/alerts/ingest.metrics.js';
import { IngestRepository } from '../../../services/alerts/ingest.repository.js';
import { IngestBatcher } from '../../../services/alerts/ingest-batcher.js';
import type { IngestItem, RoutedEvent } from '../../../services/alerts/ingest-item.js';
import { KeptConnection } from '../../../services/alerts/kept-connection.js';
import { type IngestWorld, ingestWorld } from './ingest-world.js';

const BODY = Buffer.from('{"as":"received"}');

describe('[I12] what PostgreSQL does not take', () => {
  let world: IngestWorld;
  let batcher: IngestBatcher;
  beforeEach(async () => {
    world = await ingestWorld();
    batcher = new IngestBatcher(new IngestRepository(new KeptConnection(world.pool)), new IngestMetrics(new Registry()));
  });
  afterEach(async () => await world[Symbol.asyncDispose]());

  const alert = (dedupKey: string): RoutedEvent => ({
    event: {
      status: 'FIRING',
      dedupKey,
      name: 'A',
      // A NUL that no adapter lets through: here it stands for whatever nobody thought of.
      summary: dedupKey.startsWith('poison') ? 'a\u0000b' : 's',
      labels: {},
      annotations: {},
      priority: 'HIGH',
      startsAt: 0,
      endsAt: null,
      sourceUrl: null,
    },
    startIdentifiesFiring: true,
    service: 'payments',
    proposes: 'SEV2',
    urgency: 'HIGH',
    groupKey: 'g',
  });
  const item = (...keys: string[]): IngestItem => ({
    eventId: eventId(Date.now()),
    integrationId: 'i',
    receivedAt: 1_764_000_000_000,
    body: BODY,
    problems: [],
    handbookVersionId: 1,
    alerts: keys.map(alert),
  });
  const stored = async () => (await world.rows('SELECT dedup_key FROM alerts ORDER BY dedup_key')).map((row) => row['dedup_key']);

  it('is found by halving, and kept as received with the reason, while its neighbours go on', async () => {
    const items = [item('a', 'b'), item('c', 'poison-1', 'd'), item('e'), item('poison-2'), item('f')];
    const receipts = await Promise.all(items.map((one) => batcher.submit(one)));
    expect(receipts).toEqual([{ refused: 0 }, { refused: 1 }, { refused: 0 }, { refused: 1 }, { refused: 0 }]);
    expect(await stored()).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
    const raw = await world.rows('SELECT body, problems FROM alert_events WHERE problems IS NOT NULL ORDER BY problems');
    expect(raw).toEqual(
      ['poison-1', 'poison-2'].map((field) => ({ body: BODY, problems: [{ field, reason: expect.stringContaining('not stored') }] })),
    );
    expect(await world.rows('SELECT count(*)::int AS n FROM alert_events')).toEqual([{ n: 5 }]);
  });

  it('costs a bounded number of statements, however much of it there is', async () => {
    const hostile = item(...Array.from({ length: 3_000 }, (_, n) => `poison-${n}`));
    const [receipt] = await Promise.all([batcher.submit(hostile), batcher.submit(item('good'))]);
    expect(receipt).toEqual({ refused: 3_000 });
    expect(await stored()).toEqual(['good']);
  });

  it('is told from our own faults, which are answered with UNAVAILABLE and accepted when sent again', async () => {
    await world.pool.query('ALTER TABLE alerts RENAME TO elsewhere');
    await expect(batcher.submit(item('a'))).rejects.toMatchObject({ error: { code: 'UNAVAILABLE' } });
    await world.pool.query('ALTER TABLE elsewhere RENAME TO alerts');
    expect(await batcher.submit(item('a'))).toEqual({ refused: 0 });
    expect(await world.rows('SELECT count(*)::int AS n FROM alert_events')).toEqual([{ n: 1 }]);
  });
});
