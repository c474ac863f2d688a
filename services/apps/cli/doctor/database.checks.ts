import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../../../../domain/instant.js';
import { systemClock } from '../../../config/clock.js';
import { messageOf } from '../../../config/message-of.js';
import { overdueIncidents } from '../../../orchestration/overdue-incidents.repository.js';
import { createDataSource } from '../../../persistence/data-source.js';
import { poolOf } from '../../../persistence/sql.js';
import type { ConfiguredWays } from '../../up/reachability.js';
import { type Check, fail, ok, warn } from './check.js';
import { peopleChecks } from './people.checks.js';

/** The watchdog looks at what is later than this, and has acted well before a minute. */
const OVERDUE_MS = 15 * SECOND_MS;

/** What only the database knows: its schema, missed deadlines, what the workflows have yet to hear, failed sends, who can be reached. */
export async function databaseChecks(url: string, ways: ConfiguredWays): Promise<readonly Check[]> {
  const dataSource = createDataSource({ url, poolSize: 3 });
  try {
    await dataSource.initialize();
  } catch (error) {
    return [fail('PostgreSQL', `does not answer: ${messageOf(error)}`, 'Start it; check DATABASE_URL.')];
  }
  try {
    const pool = poolOf(dataSource);
    const first = await schemaCheck(dataSource, pool);
    if (first.status === 'fail') return [first];
    return [first, ...(await Promise.all([deadlines(pool), outbox(pool), sends(pool)])), ...(await peopleChecks(pool, ways))];
  } finally {
    await dataSource.destroy();
  }
}

async function schemaCheck(dataSource: DataSource, pool: Pool): Promise<Check> {
  const { rows } = await pool.query<{ server_version: string }>('SHOW server_version');
  const version = rows[0]?.server_version ?? 'unknown';
  if (await dataSource.showMigrations())
    return fail('PostgreSQL', `${version}; the schema is older than this build`, 'Run `tocsin migrate`, or start `tocsin up` again.');
  return ok('PostgreSQL', `${version}, schema up to date`);
}

async function deadlines(pool: Pool): Promise<Check> {
  const now = systemClock.now();
  const overdue = await overdueIncidents(pool, now - OVERDUE_MS);
  if (overdue.length === 0) return ok('deadlines', 'no open incident missed one');
  const oldest = Math.max(...overdue.map((one) => now - one.dueAt));
  const detail = `${overdue.length} open incident(s) missed a deadline, the oldest by ${Math.round(oldest / SECOND_MS)} s: ${overdue
    .slice(0, 5)
    .map((one) => one.key)
    .join(', ')}`;
  const fix = 'The watchdog resumes them or pages the catch-all within a minute; is a worker running? See logs/worker.log.';
  return oldest > MINUTE_MS ? fail('deadlines', detail, fix) : warn('deadlines', detail, fix);
}

/** A row is due from `not_before` on; what fails is put off, so that attempts tell of trouble too. */
const OUTBOX = `
SELECT count(*)::int AS waiting, coalesce(max(attempts), 0)::int AS attempts, max(last_error) AS error,
  coalesce(max(extract(epoch FROM clock_timestamp() - changed_at)) FILTER (WHERE not_before <= clock_timestamp()), 0)::float8 AS late_s
FROM outbox WHERE is_pending`;

const LATE_S = 5;
const VERY_LATE_S = 60;

async function outbox(pool: Pool): Promise<Check> {
  const { rows } = await pool.query<{ waiting: number; attempts: number; error: string | null; late_s: number }>(OUTBOX);
  const { waiting = 0, attempts = 0, error = null, late_s: late = 0 } = rows[0] ?? {};
  if (late <= LATE_S && attempts <= 1)
    return ok('outbox', waiting === 0 ? 'every workflow heard everything' : `${waiting} incident(s) to be told shortly`);
  const detail = `${waiting} incident(s) wait to be told, ${Math.round(late)} s late, ${attempts} attempt(s)${error === null ? '' : `: ${error}`}`;
  const fix = 'The relay in the role api tries again by itself; does Temporal answer?';
  return late > VERY_LATE_S ? fail('outbox', detail, fix) : warn('outbox', detail, fix);
}

const FAILED_SENDS = `
SELECT channel, count(*)::int AS failed, max(error) AS error FROM deliveries
WHERE status = 'FAILED' AND intended_at > to_timestamp($1::double precision / 1000.0) AND error NOT LIKE 'CHANNEL_NOT_CONFIGURED%'
GROUP BY channel ORDER BY failed DESC`;

async function sends(pool: Pool): Promise<Check> {
  const { rows } = await pool.query<{ channel: string; failed: number; error: string | null }>(FAILED_SENDS, [systemClock.now() - DAY_MS]);
  if (rows.length === 0) return ok('sends', 'no send failed in the last 24 hours');
  const list = rows.map((row) => `${row.channel}: ${row.failed} (${row.error ?? 'no reason given'})`).join('; ');
  return warn(
    'sends',
    `failed in the last 24 hours: ${list}`,
    'Check the provider and the address in the handbook; `tocsin page PERSON --test` tries each method.',
  );
}
