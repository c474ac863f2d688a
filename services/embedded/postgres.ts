import { join } from 'node:path';
import pg from 'pg';
import type { ChildSpec } from './child.js';
import { allowPassage, type DataDir, SYSTEM_HOME } from './data-dir.js';
import type { StopStep } from './orphans.js';
import { copiedBinaries, installedBinaries } from './postgres-binaries.js';
import { type Durability, openCluster } from './postgres-cluster.js';
import { assertReachable, postgresUser } from './system-user.js';
import { waitUntil } from './wait.js';

const DATABASE = 'tocsin';
/** Crash recovery replays the log before the server answers. */
const READY_MS = 60_000;

/** Fast shutdown first (sessions are ended, a checkpoint is written), then immediate (the next start recovers). */
export const POSTGRES_STOP: readonly StopStep[] = [
  { signal: 'SIGINT', waitMs: 10_000 },
  { signal: 'SIGQUIT', waitMs: 5_000 },
];

/** After a crash the data are synced before recovery: one syncfs (Linux) took 0.35 s where one fsync for each file took 3.4 s. */
const FAST_RECOVERY = process.platform === 'linux' ? ['recovery_init_sync_method=syncfs'] : [];

const SETTINGS: Readonly<Record<Durability, readonly string[]>> = {
  full: [...FAST_RECOVERY, 'synchronous_commit=on', 'shared_buffers=128MB', 'max_wal_size=512MB'],
  none: ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=200'],
};

/** A prepared cluster: how to run its server, and how to reach it. */
export interface PostgresServer {
  readonly spec: ChildSpec;
  readonly databaseUrl: string;
  /** Makes Tocsin's database when the cluster is new. Needs the server to answer. */
  readonly ensureDatabase: () => Promise<void>;
}

/** Finds the binaries and makes or checks the cluster. Throws SetupError, e.g. for data of another major version. */
export async function preparePostgres(dataDir: DataDir, port: number, durability: Durability): Promise<PostgresServer> {
  const user = postgresUser();
  const directory = join(dataDir.root, 'postgres');
  if (user !== undefined) {
    allowPassage(dataDir.root);
    assertReachable(directory, user);
  }
  const binaries = user === undefined ? installedBinaries() : copiedBinaries(SYSTEM_HOME);
  const cluster = await openCluster({ root: dataDir.root, directory, binaries, user, durability });
  const url = (database: string): string => `postgres://tocsin:${cluster.password}@127.0.0.1:${port}/${database}`;
  return {
    databaseUrl: url(DATABASE),
    ensureDatabase: () => createDatabase(url('postgres')),
    spec: {
      name: 'postgres',
      command: binaries.postgres,
      args: ['-D', cluster.dataDirectory, ...serverSettings(port, durability)],
      env: { LC_ALL: 'C', TZ: 'UTC' },
      user,
      stopSteps: POSTGRES_STOP,
      ready: (gone) => waitUntil(() => answers(url('postgres')), READY_MS, gone),
    },
  };
}

function serverSettings(port: number, durability: Durability): string[] {
  const common = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=60',
    'timezone=UTC',
    'log_timezone=UTC',
  ];
  return [...common, ...SETTINGS[durability]].flatMap((setting) => ['-c', setting]);
}

/** True when a session can be opened: a server that still recovers listens, but refuses. */
async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  return client.connect().then(
    () => client.end().then(() => true),
    () => client.end().then(() => false),
  );
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
}
