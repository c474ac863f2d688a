import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import pg from 'pg';
import { createDataSource, migrate } from '../../services/persistence/data-source.js';

export interface TestServers {
  /** A database of this call alone. */
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  /** Shared by the whole run: give workflows unique ids and task queues. */
  readonly namespace: string;
}

export interface TestServersOptions {
  /** `migrated` (default) has the schema of this checkout; `empty` has nothing, for tests of the migrations. */
  readonly schema?: 'migrated' | 'empty';
}

const MIGRATIONS = new URL('../../services/persistence/migrations/', import.meta.url);
const TEMPLATE_LOCK = 7_041_776;

/** The run's PostgreSQL and Temporal (see `global-setup.mjs`), with a fresh database for the caller. */
export async function testServers(options: TestServersOptions = {}): Promise<TestServers> {
  const admin = new URL(variable('TOCSIN_TEST_DATABASE_URL'));
  const name = `t_${randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client({ connectionString: admin.href });
  await client.connect();
  try {
    if (options.schema === 'empty') await client.query(`create database ${name}`);
    else await client.query(`create database ${name} template ${await template(client, admin)}`);
  } finally {
    await client.end();
  }
  return { databaseUrl: urlOf(admin, name), temporalAddress: variable('TOCSIN_TEST_TEMPORAL_ADDRESS'), namespace: 'default' };
}

/** The migrated template, made once for each state of the migrations; parallel suites wait for the one that makes it. */
async function template(client: pg.Client, admin: URL): Promise<string> {
  const name = `template_${migrationsDigest()}`;
  await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
  try {
    const made = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (made.rowCount === 0) await makeTemplate(client, admin, name);
  } finally {
    await client.query('select pg_advisory_unlock($1)', [TEMPLATE_LOCK]);
  }
  return name;
}

async function makeTemplate(client: pg.Client, admin: URL, name: string): Promise<void> {
  const draft = `draft_${randomUUID().replaceAll('-', '')}`;
  await client.query(`create database ${draft}`);
  const dataSource = await createDataSource({ url: urlOf(admin, draft), poolSize: 2 }).initialize();
  try {
    await migrate(dataSource);
  } finally {
    await dataSource.destroy();
  }
  await client.query(`alter database ${draft} rename to ${name}`);
}

function migrationsDigest(): string {
  const files = readdirSync(MIGRATIONS)
    .filter((file) => file.endsWith('.ts'))
    .sort();
  const digest = createHash('sha256');
  for (const file of files) digest.update(file).update(readFileSync(new URL(file, MIGRATIONS)));
  return digest.digest('hex').slice(0, 16);
}

function urlOf(admin: URL, database: string): string {
  const url = new URL(admin);
  url.pathname = `/${database}`;
  return url.href;
}

function variable(name: 'TOCSIN_TEST_DATABASE_URL' | 'TOCSIN_TEST_TEMPORAL_ADDRESS'): string {
  const value = process.env[name];
  if (value === undefined || value === '')
    throw new Error(`${name} is not set: this suite belongs to Jest's process project, which starts the servers`);
  return value;
}
