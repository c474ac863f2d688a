import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readJson, writePrivateFile } from './private-files.js';
import { identify, isRunning, type ProcessIdentity } from './process-identity.js';

const runtimeSchema = z.object({
  pid: z.number().int().positive(),
  /** Epoch milliseconds. */
  startedAt: z.number().int(),
  /** Opaque start time of the process: a reused pid is not a running Tocsin. */
  processStart: z.string(),
  apiUrl: z.url(),
  publicUrl: z.url(),
  temporalAddress: z.string(),
  temporalUiUrl: z.url().nullable(),
  databaseUrl: z.string(),
  mailUrl: z.url().nullable(),
  adminTokenFile: z.string().optional(),
  /** The channels over which its worker can page. */
  channels: z.array(z.string()).optional(),
  /** The only ntfy topics that it publishes to; null: all. */
  ntfyTopics: z.array(z.string()).nullable().optional(),
  version: z.string(),
});

/** Where a running Tocsin is found: the content of `runtime.json` (0600) in its data directory. */
export type Runtime = z.infer<typeof runtimeSchema>;

const pathIn = (dataDir: string): string => join(dataDir, 'runtime.json');

/** Announces this process. Call it when the API answers; replaces what an earlier process left. */
export function writeRuntime(dataDir: string, runtime: Omit<Runtime, 'pid' | 'processStart'>): void {
  const { pid, startedAt: processStart } = self();
  const content = runtimeSchema.parse({ ...runtime, pid, processStart });
  writePrivateFile(pathIn(dataDir), `${JSON.stringify(content, null, 2)}\n`);
}

/** The running Tocsin of this data directory; null when there is none, also when its file outlived it. */
export function readRuntime(dataDir: string): Runtime | null {
  const found = runtimeSchema.safeParse(readJson(pathIn(dataDir)));
  if (!found.success) return null;
  return isRunning({ pid: found.data.pid, startedAt: found.data.processStart }) ? found.data : null;
}

/** Takes back the announcement, unless another process has made its own meanwhile. */
export function removeRuntime(dataDir: string): void {
  const found = runtimeSchema.safeParse(readJson(pathIn(dataDir)));
  const own = self();
  if (found.success && (found.data.pid !== own.pid || found.data.processStart !== own.startedAt)) return;
  rmSync(pathIn(dataDir), { force: true });
}

function self(): ProcessIdentity {
  return identify(process.pid) ?? { pid: process.pid, startedAt: 'unknown' };
}
