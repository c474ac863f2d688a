import type { Severity } from '../../../domain/handbook/handbook.model.js';
import type { Part } from '../../../services/alerts/batch-plan.js';
import { IngestRepository } from '../../../services/alerts/ingest.repository.js';
import type { RoutedEvent } from '../../../services/alerts/ingest-item.js';
import { KeptConnection } from '../../../services/alerts/kept-connection.js';
import { createDataSource } from '../../../services/persistence/data-source.js';
import { poolOf } from '../../../services/persistence/sql.js';
import { testServers } from '../../support/servers.js';
import { applyHandbook, eventually } from './ingest-world.js';

interface Said {
  readonly key: string;
  readonly group?: string;
  readonly proposes?: Severity;
  readonly status?: 'FIRING' | 'RESOLVED';
}

const AT = Date.UTC(2026, 10, 23, 2, 47);

function alert({ key, group = 'g', proposes = 'SEV3', status = 'FIRING' }: Said): RoutedEvent {
  const texts = { name: `name of ${group}`, summary: `summary of ${key}`, labels: { key }, annotations: { group } };
  return {
    event: {
      ...texts,
      status,
      dedupKey: key,
      priority: 'HIGH',
      startsAt: AT - 1_000,
      endsAt: null,
      sourceUrl: 'https://prometheus.example/',
    },
    startIdentifiesFiring: false,
    service: 'payments',
    proposes,
    urgency: 'HIGH',
    groupKey: group,
  };
}

/** What a storm says, batch by batch: groups open, then alerts that nobody knew, twice in between something else. */
const STORM: readonly (readonly Said[])[] = [
  [{ key: 'a' }, { key: 'b', group: 'h', proposes: 'SEV2' }],
  [{ key: 'c' }, { key: 'd', group: 'h' }],
  [{ key: 'e', proposes: 'SEV1' }, { key: 'f' }, { key: 'e', proposes: 'SEV1' }],
  [{ key: 'c' }, { key: 'g' }],
  [{ key: 'i', group: 'h' }],
  [{ key: 'j', group: 'h' }],
  [{ key: 'k', group: 'new' }, { key: 'l' }],
  [{ key: 'm', group: 'new' }],
  [
    { key: 'n', group: 'new' },
    { key: 'b', status: 'RESOLVED' },
  ],
  [{ key: 'o', group: 'new' }],
  [{ key: 'p' }],
  [{ key: 'q', proposes: 'SEV2' }, { key: 'r', group: 'new' }, { key: 's' }],
  [{ key: 't', group: 'h' }, { key: 'u' }],
];

/** A database of its own, with a handbook and without a relay. */
async function quietDatabase() {
  const dataSource = await createDataSource({ url: (await testServers()).databaseUrl, poolSize: 1 }).initialize();
  const pool = poolOf(dataSource);
  await applyHandbook(pool);
  const rows = async (sql: string) => (await pool.query<Record<string, unknown>>(sql)).rows;
  return { pool, rows, [Symbol.asyncDispose]: () => dataSource.destroy() };
}

describe('a batch of alerts that nobody knew, in groups that incidents hold', () => {
  let batches = 0;
  const batch = (said: readonly Said[]): readonly Part[] => {
    batches += 1;
    const eventId = `00000000-0000-7000-8000-${String(batches).padStart(12, '0')}`;
    const alerts = said.map(alert);
    const item = { eventId, integrationId: 'i', receivedAt: AT, body: Buffer.from('{}'), problems: [], handbookVersionId: 1, alerts };
    return [{ item, alerts, raw: { problems: [] } }];
  };

  /** Runs statements in `world`, and notes which. `plain`: whether the cheaper one may be used. */
  const written = async (world: Awaited<ReturnType<typeof quietDatabase>>, plain: 'plain' | 'full') => {
    const names: string[] = [];
    const query = async (config: { readonly name: string }) => {
      if (config.name === 'plain-batch' && plain === 'full') return { rows: [] };
      try {
        const answer = await world.pool.query<{ fits?: boolean }>(config as never);
        names.push(config.name === 'ingest-batch' ? 'full' : answer.rows[0]?.fits ? 'plain' : 'unfit');
        return answer;
      } catch (error) {
        names.push('known');
        throw error;
      }
    };
    const repository = new IngestRepository({ query, rest: () => undefined } as unknown as KeptConnection);
    batches = 0;
    const outcomes = [];
    for (const said of STORM) outcomes.push(await repository.write(batch(said)));
    const state = await Promise.all(
      [
        'SELECT * FROM alerts ORDER BY dedup_key',
        'SELECT * FROM alert_events ORDER BY id',
        'SELECT * FROM alert_groups ORDER BY group_key',
        'SELECT key, title, severity, total_alerts FROM incidents ORDER BY key',
        `SELECT incident_key, revision, proposes, firing_sev1, firing_sev2, firing_sev3, firing, total, firings, fired_in, last_fired_at, last_resolved_at,
           not_before = '-infinity' AS raised, wait_ms FROM outbox ORDER BY incident_key`,
      ].map((sql) => world.rows(sql)),
    );
    return { names, outcomes, state };
  };

  it('is written by the cheaper statement exactly as the full one would write it', async () => {
    await using one = await quietDatabase();
    await using two = await quietDatabase();
    const plain = await written(one, 'plain');
    const full = await written(two, 'full');
    const names = 'full full plain known full full full unfit full full full full full plain plain';
    expect(plain.names.join(' ')).toBe(names);
    expect(plain.outcomes).toEqual(full.outcomes);
    expect(plain.state.map(withoutIds)).toEqual(full.state.map(withoutIds));
  });

  it('is told from every batch before it: what an incident has not heard yet is known by number', async () => {
    await using world = await quietDatabase();
    const { names } = await written(world, 'plain');
    expect(names).toContain('plain');
    const batches = await world.rows(
      `SELECT incident_key, array_agg(DISTINCT fired_in ORDER BY fired_in) AS numbers, count(DISTINCT first_event_id)::int AS batches,
         (SELECT fired_in FROM outbox o WHERE o.incident_key = a.incident_key) AS last
       FROM alerts a GROUP BY incident_key ORDER BY incident_key`,
    );
    const counted = (n: number) => Array.from({ length: n }, (_, index) => index + 1);
    expect(batches).toEqual(batches.map((row) => ({ ...row, numbers: counted(Number(row['batches'])), last: row['batches'] })));
    expect(batches).toHaveLength(3);
  });

  it('is written in place: no index of the outbox grows while an incident waits', async () => {
    await using world = await quietDatabase();
    const repository = new IngestRepository(new KeptConnection(world.pool));
    for (let n = 0; n < 20; n += 1) await repository.write(batch([{ key: `${n}` }]));
    repository.rest();
    const updates = `SELECT n_tup_upd::int AS all, n_tup_hot_upd::int AS in_place FROM pg_stat_user_tables WHERE relname = 'outbox'`;
    const counted = await eventually(async () => (await world.rows(updates)).find((row) => row['all'] === 19));
    expect(counted).toEqual({ all: 19, in_place: 18 });
  });
});

const withoutIds = (rows: readonly Record<string, unknown>[]) => rows.map(({ id: _id, ...row }) => row);
