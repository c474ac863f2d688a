import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { hostEnvironment } from '../../services/config/host-environment.js';
import { isServing } from '../../services/embedded/grpc-health.js';
import { freePort } from '../../services/embedded/ports.js';
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
  const ports = { port: await freePort(), http: await freePort() };
  return await serve(
    ports,
    [...VIRTUAL_TIME, ...settings].flatMap((value) => ['--dynamic-config-value', value]),
  );
}

/** A dev server whose data stay in `file`: while it is stopped nothing happens, and it wakes as a laptop does. */
export async function temporalOn(file: string): Promise<{ readonly address: string; sleep(): Promise<void>; wake(): Promise<void> }> {
  const ports = { port: await freePort(), http: await freePort() };
  let server = await serve(ports, ['--db-filename', file]);
  return {
    address: server.address,
    sleep: () => server.stop(),
    wake: async () => {
      server = await serve(ports, ['--db-filename', file]);
    },
  };
}

async function serve({ port, http }: { readonly port: number; readonly http: number }, more: readonly string[]): Promise<OwnTemporal> {
  const { path } = await findTemporalCli(hostEnvironment());
  const where = ['--ip', '127.0.0.1', '--port', `${port}`, '--http-port', `${http}`];
  const child = spawn(path, ['server', 'start-dev', '--headless', ...where, '--log-level', 'never', ...more], { stdio: 'ignore' });
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
