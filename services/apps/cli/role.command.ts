import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';

const DESCRIPTIONS = {
  api: 'Run the role api alone, against DATABASE_URL and TEMPORAL_ADDRESS',
  worker: 'Run the role worker alone, against DATABASE_URL and TEMPORAL_ADDRESS',
  migrate: 'Bring the database and the Temporal namespace up to this build, then end',
} as const;

type Role = keyof typeof DESCRIPTIONS;

export const roleCommand = (role: Role): Command => new Command(role).description(DESCRIPTIONS[role]).action(() => run(role));

/** The role as a process of its own: it owns its signals and its exit code, and gets ours. */
async function run(role: Role): Promise<void> {
  const child = spawn(process.execPath, ['--enable-source-maps', fileURLToPath(new URL(`../${role}.js`, import.meta.url))], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  const [code] = await once(child, 'exit');
  process.exitCode = typeof code === 'number' ? code : 1;
}
