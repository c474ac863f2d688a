import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hostEnvironment } from '../../config/host-environment.js';
import { silentLogger } from '../../embedded/logger.js';
import { type Runtime, readRuntime } from '../../embedded/runtime-file.js';
import { SHIPPED_HANDBOOK } from '../build.js';
import type { UpOptions } from '../up/up.model.js';
import { type RunningUp, up } from '../up.js';
import { createDemoClient, type DemoClient } from './client.js';
import { type Receivers, startReceivers } from './receivers.js';

/** The whole product, for one run: what it sends arrives at receivers of this process. */
export interface OwnServer {
  readonly running: RunningUp;
  readonly runtime: Runtime;
  readonly receivers: Receivers;
  readonly api: DemoClient;
  /** An admin's token. */
  readonly token: string;
  /** Ends everything, and takes its directory away. */
  stop(): Promise<void>;
}

export interface OwnServerOptions {
  /** Names its directory. */
  readonly name: string;
  readonly virtualTime: UpOptions['virtualTime'];
  /** A file; the shipped handbook when absent. */
  readonly handbook?: string;
  /** On top of the variables of this process. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Starts the product as `npm start` does (durable PostgreSQL and Temporal), in a directory of its own, with the shipped handbook. */
export async function startOwnServer(options: OwnServerOptions): Promise<OwnServer> {
  const dataDir = await mkdtemp(join(tmpdir(), `tocsin-${options.name}-`));
  const receivers = await startReceivers();
  const tidy = async (): Promise<void> => {
    await receivers.close();
    await rm(dataDir, { recursive: true, force: true });
  };
  let running: RunningUp | null = null;
  try {
    running = await start(dataDir, receivers, options);
    const { runtime, token } = await announced(dataDir);
    const stop = running.stop.bind(running);
    return { running, runtime, receivers, token, api: createDemoClient(runtime.apiUrl, token), stop: () => stop().then(tidy) };
  } catch (error) {
    await running?.stop();
    await tidy();
    throw error;
  }
}

async function start(dataDir: string, receivers: Receivers, { virtualTime, handbook, environment }: OwnServerOptions): Promise<RunningUp> {
  const { DATABASE_URL: _database, TEMPORAL_ADDRESS: _temporal, ...host } = hostEnvironment();
  const variables = {
    ...host,
    SMTP_URL: receivers.smtpUrl,
    NTFY_URL: receivers.ntfyUrl,
    TOCSIN_ALLOW_PRIVATE_TARGETS: 'on',
    ...environment,
  };
  const options: UpOptions = {
    dataDir,
    port: 0,
    listen: '127.0.0.1',
    publicUrl: undefined,
    handbook: handbook ?? SHIPPED_HANDBOOK,
    me: undefined,
    virtualTime,
  };
  return await up(options, { onStep: () => undefined, log: silentLogger, environment: variables });
}

async function announced(dataDir: string): Promise<Pick<OwnServer, 'runtime' | 'token'>> {
  const runtime = readRuntime(dataDir);
  if (runtime?.adminTokenFile === undefined) throw new Error('the server did not announce itself');
  return { runtime, token: (await readFile(runtime.adminTokenFile, 'utf8')).trim() };
}
