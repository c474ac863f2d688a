import fc from 'fast-check';
import pg from 'pg';
import { ALERT_COLUMNS, type AlertRow, parametersOf, rowsFrom } from '../../../services/alerts/batch-columns.js';
import { testServers } from '../../support/servers.js';

/** Whatever PostgreSQL can store: what it cannot is taken away when a payload is read. */
const text = fc.string({
  unit: fc.constantFrom('"', '\\', '\n', '\r', '\t', '{', '}', ',', ' ', 'NULL', 'é', '🔥', 'a', "'", '\u0001'),
});
const texts = fc.array(fc.tuple(text, text), { maxLength: 4 }).map((entries) => Object.fromEntries(entries));
const instant = fc.integer({ min: 946_684_800_000, max: 7_258_118_400_000 });

const row: fc.Arbitrary<AlertRow> = fc
  .record({
    eventId: fc.uuid(),
    dedupKey: text,
    name: text,
    summary: text,
    labels: texts,
    annotations: texts,
    sourceUrl: fc.option(text),
    startsAt: instant,
    endsAt: fc.option(instant),
    groupKey: text,
    startIdentifiesFiring: fc.boolean(),
    repeats: fc.integer({ min: 1, max: 9 }),
  })
  .map(({ eventId, groupKey, startIdentifiesFiring, repeats, ...event }) => ({
    item: { eventId, integrationId: 'i', receivedAt: event.startsAt, body: Buffer.of(), problems: [], handbookVersionId: 7, alerts: [] },
    alert: {
      event: { ...event, status: 'FIRING', priority: 'HIGH' },
      startIdentifiesFiring,
      service: 'payments',
      proposes: 'SEV1',
      urgency: 'HIGH',
      groupKey,
    },
    repeats,
  }));

it('whatever an alert says arrives in PostgreSQL as it was said, row by row', async () => {
  const pool = new pg.Pool({ connectionString: (await testServers()).databaseUrl, max: 1 });
  try {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 5 }), async (rows) => {
        const sql = `SELECT * FROM ${rowsFrom(ALERT_COLUMNS, 1)}`;
        const { rows: arrived } = await pool.query({ name: 'columns', text: sql, values: [...parametersOf(ALERT_COLUMNS, rows)] });
        expect(arrived).toEqual(rows.map(asRead));
      }),
      { numRuns: 300 },
    );
  } finally {
    await pool.end();
  }
});

function asRead({ item, alert: { event, ...routed }, repeats }: AlertRow): Record<string, unknown> {
  return {
    event_id: item.eventId,
    integration_id: item.integrationId,
    dedup_key: event.dedupKey,
    status: event.status,
    by_start: routed.startIdentifiesFiring,
    repeats,
    received_ms: item.receivedAt,
    starts_ms: event.startsAt,
    ends_ms: event.endsAt,
    name: event.name,
    summary: event.summary,
    labels: event.labels,
    annotations: event.annotations,
    priority: event.priority,
    source_url: event.sourceUrl,
    service: routed.service,
    proposes: routed.proposes,
    urgency: routed.urgency,
    group_key: routed.groupKey,
    version_id: item.handbookVersionId,
  };
}
