import { rmSync } from 'node:fs';
import { z } from 'zod';
import { readJson, writePrivateFile } from './private-files.js';
import { type ProcessIdentity, identify, isRunning, sendSignal } from './process-identity.js';
import { SetupError } from './setup-error.js';
import { waitUntil } from './wait.js';

const identitySchema = z.object({ pid: z.number().int().positive(), startedAt: z.string() });

/** One polite-to-firm step of stopping a process. */
export interface StopStep {
  readonly signal: NodeJS.Signals;
  readonly waitMs: number;
}

/** Remembers a child, so that the next start finds it if this process is killed. */
export function recordChild(pidFile: string, pid: number): void {
  const identity = identify(pid);
  if (identity !== null) writePrivateFile(pidFile, JSON.stringify(identity));
}

export function forgetChild(pidFile: string): void {
  rmSync(pidFile, { force: true });
}

/** Stops the child of a killed parent, if it still runs; its pid when there was one. A reused pid is left alone. */
export async function stopOrphan(pidFile: string, steps: readonly StopStep[]): Promise<number | null> {
  const recorded = identitySchema.safeParse(readJson(pidFile));
  const orphan = recorded.success && isRunning(recorded.data) ? recorded.data : null;
  if (orphan !== null) await stopProcess(orphan, steps);
  forgetChild(pidFile);
  return orphan?.pid ?? null;
}

/** Sends each signal in turn until the process is gone. Throws SetupError when it survives them all. */
export async function stopProcess(identity: ProcessIdentity, steps: readonly StopStep[]): Promise<void> {
  for (const { signal, waitMs } of [...steps, { signal: 'SIGKILL', waitMs: 5_000 } as const]) {
    sendSignal(identity.pid, signal);
    if (await waitUntil(() => !isRunning(identity), waitMs)) return;
  }
  throw new SetupError(`process ${identity.pid} does not stop, not even by SIGKILL`);
}
