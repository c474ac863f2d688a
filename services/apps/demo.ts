import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { styleText } from 'node:util';
import { hostEnvironment } from '../config/host-environment.js';
import { silentLogger } from '../embedded/logger.js';
import { readRuntime } from '../embedded/runtime-file.js';
import { connectTemporal } from '../orchestration/temporal-connection.js';
import { SHIPPED_HANDBOOK } from './build.js';
import { createDemoClient } from './demo/client.js';
import { createNarrator, type Narrator } from './demo/narrator.js';
import { type Receivers, startReceivers } from './demo/receivers.js';
import { type DemoResult, tellStory } from './demo/story.js';
import { type RunningUp, up } from './up.js';

const isJson = process.argv.includes('--json');

/** `npm run demo`: one incident of the shipped handbook in virtual time, on real servers of its own. Exit code 0 only if every step was seen. */
async function demo(): Promise<DemoResult> {
  const say = createNarrator((line) => process[isJson ? 'stderr' : 'stdout'].write(`${line}\n`));
  const dataDir = await mkdtemp(join(tmpdir(), 'tocsin-demo-'));
  const receivers = await startReceivers();
  let running: RunningUp | null = null;
  try {
    say.aside('starting PostgreSQL, Temporal, worker and api in a directory of their own');
    running = await startServers(dataDir, receivers);
    return await play({ dataDir, running, receivers, say });
  } finally {
    await running?.stop();
    await receivers.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function startServers(dataDir: string, receivers: Receivers): Promise<RunningUp> {
  const { DATABASE_URL: _database, TEMPORAL_ADDRESS: _temporal, ...host } = hostEnvironment();
  const environment = { ...host, SMTP_URL: receivers.smtpUrl, NTFY_URL: receivers.ntfyUrl, TOCSIN_ALLOW_PRIVATE_TARGETS: 'on' };
  const options = {
    dataDir,
    port: 0,
    listen: '127.0.0.1',
    publicUrl: undefined,
    handbook: SHIPPED_HANDBOOK,
    me: undefined,
    virtualTime: 'on',
  } as const;
  return await up(options, { onStep: () => undefined, log: silentLogger, environment });
}

interface Playing {
  readonly dataDir: string;
  readonly running: RunningUp;
  readonly receivers: Receivers;
  readonly say: Narrator;
}

async function play({ dataDir, running, receivers, say }: Playing): Promise<DemoResult> {
  const runtime = readRuntime(dataDir);
  if (runtime?.adminTokenFile === undefined) throw new Error('the server did not announce itself');
  const token = (await readFile(runtime.adminTokenFile, 'utf8')).trim();
  const temporal = connectTemporal({ address: runtime.temporalAddress, namespace: running.started.namespace });
  try {
    return await tellStory({ running, receivers, api: createDemoClient(runtime.apiUrl, token), temporal: temporal.client, say });
  } finally {
    await temporal.close();
  }
}

try {
  const result = await demo();
  const isWhole = result.resolved && result.replay.match;
  if (isJson) process.stdout.write(`${JSON.stringify(result)}\n`);
  else process.stdout.write(`\n${styleText(isWhole ? 'green' : 'red', isWhole ? 'Every step was seen.' : 'Not every step was seen.')}\n`);
  process.exit(isWhole ? 0 : 1);
} catch (error) {
  process.stderr.write(`the demo stopped: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
