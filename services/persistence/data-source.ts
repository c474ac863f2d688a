import { DataSource, type MixedList } from 'typeorm';
import { Incidents1764000000000 } from './migrations/1764000000000-incidents.js';
import { Alerts1764000001000 } from './migrations/1764000001000-alerts.js';
import { Access1764000002000 } from './migrations/1764000002000-access.js';
import { ReplayedBuilds1764000003000 } from './migrations/1764000003000-replayed-builds.js';
import { StatusPosts1764000010000 } from './migrations/1764000010000-status-posts.js';
import { PostIncident1764000011000 } from './migrations/1764000011000-post-incident.js';
import { Tickets1764000012000 } from './migrations/1764000012000-tickets.js';
import { Replay1764000013000 } from './migrations/1764000013000-replay.js';
import { Seals1764000014000 } from './migrations/1764000014000-seals.js';
import { Notices1764000016000 } from './migrations/1764000016000-notices.js';
import { HandbookApplications1764000017000 } from './migrations/1764000017000-handbook-applications.js';
import { OutboxInPlace1764000018000 } from './migrations/1764000018000-outbox-in-place.js';
import { Handoffs1764000019000 } from './migrations/1764000019000-handoffs.js';
import { HandbookVersionsInTime1764000020000 } from './migrations/1764000020000-handbook-versions-in-time.js';
import { CalendarFeeds1764000021000 } from './migrations/1764000021000-calendar-feeds.js';
import { Covers1764000022000 } from './migrations/1764000022000-covers.js';
import { ResolutionHandoffs1764000024000 } from './migrations/1764000024000-resolution-handoffs.js';
import { VerifiedMethods1764000039000 } from './migrations/1764000039000-verified-methods.js';
import { FiredInCountsInTheOutbox1764000040000 } from './migrations/1764000040000-fired-in-counts-in-the-outbox.js';

/** Every migration, oldest first. Explicit, so that a forgotten one shows in review. */
const MIGRATIONS = [
  Incidents1764000000000,
  Alerts1764000001000,
  Access1764000002000,
  ReplayedBuilds1764000003000,
  StatusPosts1764000010000,
  PostIncident1764000011000,
  Tickets1764000012000,
  Replay1764000013000,
  Seals1764000014000,
  Notices1764000016000,
  HandbookApplications1764000017000,
  OutboxInPlace1764000018000,
  Handoffs1764000019000,
  HandbookVersionsInTime1764000020000,
  CalendarFeeds1764000021000,
  Covers1764000022000,
  ResolutionHandoffs1764000024000,
  VerifiedMethods1764000039000,
  FiredInCountsInTheOutbox1764000040000,
];
const ENTITIES: MixedList<new () => object> = [];

export interface DatabaseOptions {
  readonly url: string;
  /** Connections at most; one process never takes more. */
  readonly poolSize?: number;
}

/** The one connection pool of a process; TypeORM for configuration and migrations, raw SQL through the same pool elsewhere. */
export function createDataSource(options: DatabaseOptions): DataSource {
  return new DataSource({
    type: 'postgres',
    url: options.url,
    synchronize: false,
    uuidExtension: 'pgcrypto',
    migrations: MIGRATIONS,
    migrationsTableName: 'migrations',
    entities: ENTITIES,
    extra: { max: options.poolSize ?? 10, application_name: 'tocsin', connectionTimeoutMillis: 3_000 },
  });
}

/** Brings the schema up to this build; safe to run from several processes at once (the second waits). */
export async function migrate(dataSource: DataSource): Promise<readonly string[]> {
  const runner = dataSource.createQueryRunner();
  await runner.connect();
  try {
    await runner.query(`SELECT pg_advisory_lock(hashtext('tocsin:migrate'))`);
    const done = await dataSource.runMigrations({ transaction: 'each' });
    return done.map((migration) => migration.name);
  } finally {
    await runner.query(`SELECT pg_advisory_unlock(hashtext('tocsin:migrate'))`);
    await runner.release();
  }
}
