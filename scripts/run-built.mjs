import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { installDependencies } from './set-up.mjs';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Installs, builds, and runs `dist/<module>` in this process' place: its output, its signals, its exit code. */
export async function runBuilt(module, args) {
  await installDependencies();
  const { build } = await import('./build.mjs');
  await build();
  const child = spawn(process.execPath, ['--enable-source-maps', path.join(ROOT, 'dist', module), ...args], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  process.exitCode = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
