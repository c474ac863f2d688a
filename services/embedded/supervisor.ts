import { homedir } from 'node:os';
import { join } from 'node:path';
import { hostEnvironment } from '../config/host-environment.js';
import { type ChildSpec, SupervisedChild } from './child.js';
import { type DataDir, openDataDir } from './data-dir.js';
import { lockInstance } from './instance-lock.js';
import { type Logger, silentLogger } from './logger.js';
import { stopOrphan } from './orphans.js';
import { choosePorts } from './ports.js';
import { POSTGRES_STOP, preparePostgres } from './postgres.js';
import type { Durability } from './postgres-cluster.js';
import { assertDatabaseAnswers, assertTemporalAnswers } from './reachable.js';
import { endOnSignals } from './stop-on-signals.js';
import { type Step, Stopwatch } from './stopwatch.js';
import { findTemporalCli } from './temporal-cli.js';
import { prepareTemporal, TEMPORAL_STOP } from './temporal-server.js';

type PortName = 'postgres' | 'temporal' | 'temporalUi';

export interface EmbeddedOptions {
  /** Made when missing; one process at a time holds it. */
  readonly dataDir: string;
  /** A PostgreSQL of your own: none is started. */
  readonly databaseUrl?: string | undefined;
  /** A Temporal cluster of your own ("host:port"): none is started. */
  readonly temporalAddress?: string | undefined;
  /** Per-workflow virtual time, for tests and the demo. Default `off`. */
  readonly virtualTime?: 'off' | 'on';
  /** Temporal's web UI. Default `on`. */
  readonly ui?: 'on' | 'off';
  /** A requested port is taken or the start fails; without one, that of last time or any free one is used. */
  readonly ports?: Partial<Record<PortName, number>>;
  /** Default `full`. `none` is for data that may be lost with the power. */
  readonly durability?: Durability;
  readonly onStep?: (step: Step) => void;
  readonly log?: Logger;
}

export interface Embedded {
  readonly databaseUrl: string;
  /** "host:port" of the gRPC frontend. */
  readonly temporalAddress: string;
  readonly temporalUiUrl: string | null;
  /** The Temporal database is new (or was set aside for another server version): rehydrate the open incidents from PostgreSQL. */
  readonly temporalIsFresh: boolean;
  /** Says that the open incidents are restored; until then every start says `temporalIsFresh` again. */
  confirmRehydrated(): void;
  /** The servers that run now, by name. */
  readonly pids: () => Readonly<Record<string, number>>;
  /** Temporal first, then PostgreSQL; a second call waits for the first. */
  stop(): Promise<void>;
  /** Asks every server to end at once and returns; for a second Ctrl-C. */
  kill(): void;
}

const PORTS: readonly PortName[] = ['postgres', 'temporal', 'temporalUi'];

interface Session {
  readonly dataDir: DataDir;
  readonly port: (name: PortName) => number;
  readonly options: EmbeddedOptions;
  readonly log: Logger;
  readonly watch: Stopwatch;
}

interface Running {
  readonly address: string;
  readonly child: SupervisedChild | null;
}

interface RunningTemporal extends Running {
  readonly uiUrl: string | null;
  readonly isFresh: boolean;
  readonly confirmRehydrated: () => void;
}

/**
 * Starts PostgreSQL and the Temporal dev server (side by side) under supervision and resolves when both answer.
 * Leftovers of a killed process are stopped first. Throws SetupError, with nothing left running.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const dataDir = openDataDir(options.dataDir);
  const unlock = lockInstance(dataDir.root);
  endOnSignals();
  const log = options.log ?? silentLogger;
  const watch = new Stopwatch(options.onStep);
  const started: SupervisedChild[] = [];
  const keep = async (spec: ChildSpec): Promise<SupervisedChild> => {
    const child = new SupervisedChild(spec, dataDir, log);
    started.push(child);
    await child.start();
    return child;
  };
  try {
    await stopOrphans(dataDir, log);
    const port = await choosePorts({ file: join(dataDir.root, 'ports.json'), names: PORTS, requested: options.ports ?? {} });
    const session: Session = { dataDir, port, options, log, watch };
    const [postgres, temporal] = await both(startPostgres(session, keep), startTemporal(session, keep));
    return supervised(postgres, temporal, unlock);
  } catch (error) {
    await Promise.all(started.map((child) => child.stop()));
    unlock();
    throw error;
  }
}

type Keep = (spec: ChildSpec) => Promise<SupervisedChild>;

async function startPostgres({ dataDir, port, options, watch }: Session, keep: Keep): Promise<Running> {
  if (options.databaseUrl !== undefined) {
    await assertDatabaseAnswers(options.databaseUrl);
    return { address: options.databaseUrl, child: null };
  }
  const server = await watch.measure('PostgreSQL prepared', () => preparePostgres(dataDir, port('postgres'), options.durability ?? 'full'));
  return watch.measure('PostgreSQL answers', async () => {
    const child = await keep(server.spec);
    await server.ensureDatabase();
    return { address: server.databaseUrl, child };
  });
}

async function startTemporal({ dataDir, port, options, log, watch }: Session, keep: Keep): Promise<RunningTemporal> {
  if (options.temporalAddress !== undefined) {
    await assertTemporalAnswers(options.temporalAddress);
    return { address: options.temporalAddress, child: null, uiUrl: null, isFresh: false, confirmRehydrated: () => undefined };
  }
  const ui = options.ui ?? 'on';
  const cli = await watch.measure('Temporal CLI found', () => findTemporalCli(hostEnvironment()));
  const server = prepareTemporal({
    cli,
    dataDir,
    ui,
    port: port('temporal'),
    uiPort: port('temporalUi'),
    virtualTime: options.virtualTime ?? 'off',
    home: homedir(),
  });
  if (server.setAside !== null) {
    log.warn(
      { setAside: server.setAside, serverVersion: cli.serverVersion },
      'another Temporal version wrote the database file; a fresh one is used',
    );
  }
  return watch.measure('Temporal answers', async () => ({
    address: server.address,
    child: await keep(server.spec),
    uiUrl: ui === 'on' ? `http://127.0.0.1:${port('temporalUi')}` : null,
    isFresh: server.isFresh,
    confirmRehydrated: server.confirmRehydrated,
  }));
}

function supervised(postgres: Running, temporal: RunningTemporal, unlock: () => void): Embedded {
  const children = { temporal: temporal.child, postgres: postgres.child };
  const kill = (): void => Object.values(children).forEach((child) => child?.kill());
  const stopAll = async (): Promise<void> => {
    await temporal.child?.stop();
    await postgres.child?.stop();
    unlock();
  };
  let stopped: Promise<void> | null = null;
  return {
    databaseUrl: postgres.address,
    temporalAddress: temporal.address,
    temporalUiUrl: temporal.uiUrl,
    temporalIsFresh: temporal.isFresh,
    confirmRehydrated: temporal.confirmRehydrated,
    pids: () => Object.fromEntries(Object.entries(children).flatMap(([name, child]) => (child?.pid ? [[name, child.pid]] : []))),
    stop: () => (stopped ??= stopAll()),
    kill,
  };
}

async function stopOrphans(dataDir: DataDir, log: Logger): Promise<void> {
  const leftovers = { temporal: TEMPORAL_STOP, postgres: POSTGRES_STOP };
  for (const [name, steps] of Object.entries(leftovers)) {
    const pid = await stopOrphan(join(dataDir.runDir, `${name}.json`), steps);
    if (pid !== null) log.warn({ server: name, pid }, 'stopped a server that a killed process had left behind');
  }
}

/** Waits for both even when one fails, so that nothing is started after the failure was answered. */
async function both<A, B>(first: Promise<A>, second: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([first, second]);
  return Promise.all([first, second]);
}
