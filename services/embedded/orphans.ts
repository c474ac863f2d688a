import { rmSync } from 'node:fs';
import { z } from 'zod';
import { readJson, writePrivateFile } from './private-files.js';
import { identify, isRunning, type ProcessIdentity, sendSignal } from './process-identity.js';
import { SetupError } from './setup-error.js';
import { waitUntil } from './wait.js';

const identitySchema = z.object({ pid: z.number().int().positive(), startedAt: z.string() });
const recordSchema = identitySchema.extend({ parent: identitySchema.optional() });

/** One polite-to-firm step of stopping a process. */
export interface StopStep {
  readonly signal: NodeJS.Signals;
  readonly waitMs: number;
}

/** Remembers a child, so that the next start finds it if this process is killed. */
export function recordChild(pidFile: string, pid: number): void {
  const identity = identify(pid);
  const parent = identify(process.pid) ?? undefined;
  if (identity !== null) writePrivateFile(pidFile, JSON.stringify({ ...identity, parent }));
}

export function forgetChild(pidFile: string): void {
  rmSync(pidFile, { force: true });
}

/**
 * Stops the child of a killed parent, if it still runs; its pid when there was one.
 * A reused pid is left alone, and so is a child whose parent lives: that one is no orphan.
 */
export async function stopOrphan(pidFile: string, steps: readonly StopStep[]): Promise<number | null> {
  const recorded = recordSchema.safeParse(readJson(pidFile)).data;
  if (recorded !== undefined && hasLivingParent(recorded.parent)) return null;
  const orphan = recorded !== undefined && isRunning(recorded) ? recorded : null;
  if (orphan !== null) await stopProcess(orphan, steps);
  forgetChild(pidFile);
  return orphan?.pid ?? null;
}

function hasLivingParent(parent: ProcessIdentity | undefined): boolean {
  return parent !== undefined && parent.pid !== process.pid && isRunning(parent);
}

/** Sends each signal in turn until the process is gone. Throws SetupError when it survives them all. */
export async function stopProcess(identity: ProcessIdentity, steps: readonly StopStep[]): Promise<void> {
  for (const { signal, waitMs } of [...steps, { signal: 'SIGKILL', waitMs: 5_000 } as const]) {
    sendSignal(identity.pid, signal);
    if (await waitUntil(() => !isRunning(identity), waitMs)) return;
  }
  throw new SetupError(`process ${identity.pid} does not stop, not even by SIGKILL`);
}
