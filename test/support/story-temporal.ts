import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { hostEnvironment } from '../../services/config/host-environment.js';
import { isServing } from '../../services/embedded/grpc-health.js';
import { findTemporalCli } from '../../services/embedded/temporal-cli.js';
import { waitUntil } from '../../services/embedded/wait.js';

export interface OwnTemporal {
  readonly address: string;
  stop(): Promise<void>;
}

const VIRTUAL_TIME = ['frontend.WorkflowTimeSkippingEnabled=true', 'history.timerProcessorMaxTimeShift="10ms"'];
const READY_MS = 30_000;

/** A dev server in memory with settings of its own, for what the shared one must not have. */
export async function ownTemporal(...settings: readonly string[]): Promise<OwnTemporal> {
  const { path } = await findTemporalCli(hostEnvironment());
  const [port, http] = [await freePort(), await freePort()];
  const dynamic = [...VIRTUAL_TIME, ...settings].flatMap((value) => ['--dynamic-config-value', value]);
  const args = [
    'server',
    'start-dev',
    '--headless',
    '--ip',
    '127.0.0.1',
    '--port',
    `${port}`,
    '--http-port',
    `${http}`,
    '--log-level',
    'never',
    ...dynamic,
  ];
  const child = spawn(path, args, { stdio: 'ignore' });
  const address = `127.0.0.1:${port}`;
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  };
  if (await waitUntil(() => isServing(address), READY_MS)) return { address, stop };
  await stop();
  throw new Error(`no Temporal server at ${address} within ${READY_MS} ms`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
