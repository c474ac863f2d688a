import { join } from 'node:path';
import { systemClock } from '../config/clock.js';
import { readEnvironment } from '../config/environment.js';
import { type HostEnvironment, hostEnvironment } from '../config/host-environment.js';
import type { Settings } from '../config/settings.js';
import { SupervisedChild } from '../embedded/child.js';
import { type DataDir, openDataDir } from '../embedded/data-dir.js';
import type { Logger } from '../embedded/logger.js';
import { startMailCatcher } from '../embedded/mail-catcher.js';
import { stopOrphan } from '../embedded/orphans.js';
import { choosePorts } from '../embedded/ports.js';
import { readRuntime, removeRuntime, writeRuntime } from '../embedded/runtime-file.js';
import { SetupError } from '../embedded/setup-error.js';
import { type Step, Stopwatch } from '../embedded/stopwatch.js';
import { type Embedded, startEmbedded } from '../embedded/supervisor.js';
import { connectTemporal } from '../orchestration/temporal-connection.js';
import { temporalOptionsFrom } from '../orchestration/temporal-options.js';
import { createDataSource } from '../persistence/data-source.js';
import { productVersion } from './build.js';
import { trackerFrom } from './compose-tracker.js';
import { childEnvironment, configuredWays } from './up/child-environment.js';
import { type ReadyState, readyState } from './up/ready-state.js';
import { ROLE_STOP, roleChild } from './up/role-children.js';
import { keptSealKey, keptSecret } from './up/secrets.js';
import { RunningStack } from './up/stack.js';
import type { Started, UpOptions } from './up/up.model.js';
import { whileStarting } from './up/while-starting.js';

export interface UpParts {
  readonly onStep: (step: Step) => void;
  readonly log: Logger;
  /** The variables of this process, unless somebody else's are to be used. */
  readonly environment?: HostEnvironment;
}

export interface RunningUp {
  readonly started: Started;
  /** The processes that run now, by name. */
  readonly pids: () => Readonly<Record<string, number>>;
  stop(): Promise<void>;
  kill(): void;
}

/** Everything on one machine. Resolves when a page could leave; throws SetupError, with nothing left running. */
export async function up(options: UpOptions, parts: UpParts): Promise<RunningUp> {
  const stack = new RunningStack();
  return await whileStarting(stack, () => startAll(options, parts, stack));
}

async function startAll(options: UpOptions, parts: UpParts, stack: RunningStack): Promise<RunningUp> {
  const environment = parts.environment ?? hostEnvironment();
  const settings = readEnvironment(environment);
  const dataDir = openDataDir(options.dataDir);
  const watch = new Stopwatch(parts.onStep);
  refuseASecond(options.dataDir);
  await stopOrphanedRoles(dataDir, parts.log);
  // Not before: an api that a killed parent left behind still listens on the port that this one takes over.
  const port = await choosePorts({ file: join(dataDir.root, 'api-port.json'), names: ['api'], requested: { api: options.port } });
  const embedded = stack.push(await startEmbedded({ ...embeddedOptions(options, settings), onStep: parts.onStep, log: parts.log }));
  const mail = settings.SMTP_URL === undefined ? await startMailCatcher({ host: '127.0.0.1', dataDir: join(dataDir.root, 'mail') }) : null;
  if (mail !== null) stack.push({ stop: () => mail.stop(), kill: () => undefined });
  const state = await prepareState({ options, settings, embedded, watch });
  const env = childEnvironment(environment, options, {
    databaseUrl: embedded.databaseUrl,
    temporalAddress: embedded.temporalAddress,
    linkSecret: settings.TOCSIN_LINK_SECRET ?? keptSecret(dataDir.root, 'link-secret'),
    sealKey: settings.TOCSIN_SEAL_KEY ?? keptSealKey(dataDir.root),
    sealFile: settings.TOCSIN_SEAL_FILE ?? join(dataDir.root, 'seals.jsonl'),
    mailCatcherUrl: mail?.smtpUrl ?? null,
    port: port('api'),
  });
  const roles = await watch.measure('api and worker are ready', () => startRoles({ dataDir, env, log: parts.log, stack }));
  const started = startedFrom({ options, settings, embedded, state, env, mailUrl: mail?.webUrl ?? null, port: port('api') });
  announce(options.dataDir, started, { embedded, state, ways: configuredWays(settings, options), version: await productVersion() });
  stack.push({ stop: () => Promise.resolve(removeRuntime(options.dataDir)), kill: () => undefined });
  const pids = (): Readonly<Record<string, number>> => ({ ...embedded.pids(), ...roles() });
  return { started, pids, stop: () => stack.stop(), kill: () => stack.kill() };
}

function embeddedOptions(options: UpOptions, settings: Settings) {
  const { dataDir, virtualTime } = options;
  return { dataDir, virtualTime, databaseUrl: settings.DATABASE_URL, temporalAddress: settings.TEMPORAL_ADDRESS };
}

/** Says so before anything is touched or asked for; the lock on the data directory decides between two that start at once. */
function refuseASecond(dataDir: string): void {
  const running = readRuntime(dataDir);
  if (running === null) return;
  throw new SetupError(
    `Tocsin already runs with the data directory ${dataDir} (process ${running.pid}): ${running.apiUrl}`,
    'Stop it first, or choose another directory with --data-dir.',
  );
}

async function stopOrphanedRoles(dataDir: DataDir, log: Logger): Promise<void> {
  for (const role of ['api', 'worker'] as const) {
    const pid = await stopOrphan(join(dataDir.runDir, `${role}.json`), ROLE_STOP);
    if (pid !== null) log.warn({ role, pid }, 'stopped a process that a killed parent had left behind');
  }
}

interface Preparing {
  readonly options: UpOptions;
  readonly settings: Settings;
  readonly embedded: Embedded;
  readonly watch: Stopwatch;
}

async function prepareState({ options, settings, embedded, watch }: Preparing): Promise<ReadyState> {
  const dataSource = await createDataSource({ url: embedded.databaseUrl, poolSize: 4 }).initialize();
  const temporal = connectTemporal(temporalOptionsFrom({ ...settings, TEMPORAL_ADDRESS: embedded.temporalAddress }));
  try {
    return await readyState({
      options,
      embedded,
      dataSource,
      client: temporal.client,
      ways: configuredWays(settings, options),
      watch,
      tracker: trackerFrom(settings)?.kind ?? null,
    });
  } finally {
    await Promise.all([dataSource.destroy(), temporal.close()]);
  }
}

interface RolesRequest {
  readonly dataDir: DataDir;
  readonly env: Readonly<Record<string, string>>;
  readonly log: Logger;
  readonly stack: RunningStack;
}

/** The worker and the api as processes of their own: each may die, and is started again. */
async function startRoles({ dataDir, env, log, stack }: RolesRequest): Promise<() => Readonly<Record<string, number>>> {
  const children = (['worker', 'api'] as const).map((name) => ({
    name,
    child: stack.push(new SupervisedChild(roleChild(name, dataDir.runDir, env), dataDir, log)),
  }));
  await Promise.all(children.map(({ child }) => child.start()));
  return () => Object.fromEntries(children.flatMap(({ name, child }) => (child.pid === null ? [] : [[name, child.pid]])));
}

interface Finished {
  readonly options: UpOptions;
  readonly settings: Settings;
  readonly embedded: Embedded;
  readonly state: ReadyState;
  readonly env: Readonly<Record<string, string>>;
  readonly mailUrl: string | null;
  readonly port: number;
}

function startedFrom({ options, settings, embedded, state, env, mailUrl, port }: Finished): Started {
  const host = options.listen === '0.0.0.0' || options.listen === '::' ? '127.0.0.1' : options.listen;
  return {
    ...state,
    apiUrl: `http://${host}:${port}`,
    publicUrl: env.TOCSIN_PUBLIC_URL ?? `http://${host}:${port}`,
    mailUrl,
    temporalUiUrl: embedded.temporalUiUrl,
    namespace: settings.TEMPORAL_NAMESPACE,
  };
}

interface Announcement {
  readonly embedded: Embedded;
  readonly state: ReadyState;
  readonly ways: ReturnType<typeof configuredWays>;
  readonly version: string;
}

function announce(dataDir: string, started: Started, { embedded, state, ways, version }: Announcement): void {
  const { apiUrl, publicUrl, mailUrl, temporalUiUrl } = started;
  const { temporalAddress, databaseUrl } = embedded;
  const startedAt = systemClock.now();
  const { adminTokenFile } = state;
  const reach = { channels: [...ways.channels], ntfyTopics: ways.topics === null ? null : [...ways.topics] };
  writeRuntime(dataDir, {
    startedAt,
    apiUrl,
    publicUrl,
    mailUrl,
    temporalUiUrl,
    temporalAddress,
    databaseUrl,
    adminTokenFile,
    ...reach,
    version,
  });
}
