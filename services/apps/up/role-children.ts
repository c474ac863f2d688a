import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ChildSpec } from '../../embedded/child.js';
import type { StopStep } from '../../embedded/orphans.js';
import { waitUntil } from '../../embedded/wait.js';

export const ROLE_STOP: readonly StopStep[] = [{ signal: 'SIGTERM', waitMs: 12_000 }];

const READY_MS = 30_000;

/** The role `api` or `worker` of this build as a child process; ready when it says so itself. */
export function roleChild(name: 'api' | 'worker', runDir: string, env: Readonly<Record<string, string>>): ChildSpec {
  const readyFile = join(runDir, `${name}.ready`);
  rmSync(readyFile, { force: true });
  return {
    name,
    command: process.execPath,
    args: [fileURLToPath(new URL(`../${name}.js`, import.meta.url))],
    env: { ...env, TOCSIN_READY_FILE: readyFile },
    stopSteps: ROLE_STOP,
    ready: (gone) => untilWritten(readyFile, gone),
  };
}

/** A file of an earlier life does not count. */
async function untilWritten(file: string, gone: AbortSignal): Promise<boolean> {
  const before = writtenAt(file);
  const isReady = await waitUntil(() => writtenAt(file) > before, READY_MS, gone);
  return isReady;
}

const writtenAt = (file: string): number => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
