import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { systemClock } from '../config/clock.js';
import type { ChildSpec } from './child.js';
import type { DataDir } from './data-dir.js';
import { isServing } from './grpc-health.js';
import type { StopStep } from './orphans.js';
import { readJson, writePrivateFile } from './private-files.js';
import type { TemporalCli } from './temporal-cli.js';
import { waitUntil } from './wait.js';

const READY_MS = 30_000;

export const TEMPORAL_STOP: readonly StopStep[] = [{ signal: 'SIGTERM', waitMs: 10_000 }];

export interface TemporalRequest {
  readonly cli: TemporalCli;
  readonly dataDir: DataDir;
  readonly port: number;
  readonly uiPort: number;
  readonly ui: 'on' | 'off';
  readonly virtualTime: 'on' | 'off';
  readonly home: string;
}

/** A prepared dev server. `setAside` names the old database file when another server version had written it. */
export interface TemporalServer {
  readonly spec: ChildSpec;
  readonly address: string;
  readonly isFresh: boolean;
  readonly setAside: string | null;
  /** The open incidents are running in it again: from now on the next start need not be told that it is fresh. */
  readonly confirmRehydrated: () => void;
}

const versionSchema = z.object({ serverVersion: z.string() });

/** Checks who wrote the database file (a dev server never migrates one: another version's is moved aside). */
export function prepareTemporal(request: TemporalRequest): TemporalServer {
  const file = join(request.dataDir.temporalDir, 'temporal.db');
  const setAside = setAsideForeign(file, request.cli.serverVersion);
  const marker = `${file}.fresh`;
  // The mark outlives a crash between making the file and restoring the incidents.
  const isFresh = !existsSync(file) || existsSync(marker);
  if (isFresh) writePrivateFile(marker, '');
  writePrivateFile(`${file}.version.json`, JSON.stringify({ serverVersion: request.cli.serverVersion, cli: request.cli.version }));
  const address = `127.0.0.1:${request.port}`;
  return {
    address,
    isFresh,
    setAside,
    confirmRehydrated: () => rmSync(marker, { force: true }),
    spec: {
      name: 'temporal',
      command: request.cli.path,
      args: serverArguments(request, file),
      env: { HOME: request.home, TZ: 'UTC', PATH: '/usr/bin:/bin' },
      stopSteps: TEMPORAL_STOP,
      ready: (gone) => waitUntil(() => isServing(address), READY_MS, gone),
    },
  };
}

function serverArguments(request: TemporalRequest, file: string): string[] {
  const basics = ['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(request.port), '--log-level', 'error'];
  const storage = ['--db-filename', file, '--sqlite-pragma', 'journal_mode=wal', '--sqlite-pragma', 'synchronous=2'];
  const ui = request.ui === 'on' ? ['--ui-port', String(request.uiPort), '--ui-disable-news-fetch'] : ['--headless'];
  const dynamic = [...ONE_SHARD, ...(request.virtualTime === 'on' ? VIRTUAL_TIME : [])];
  return [...basics, ...storage, ...ui, ...dynamic.flatMap((value) => ['--dynamic-config-value', value])];
}

/**
 * The dev server has one history shard, whose task queues a cluster's defaults let read 20 times a second: with five incidents a
 * second every task then waits some 35 ms for its turn (measured by `npm run bench -- first-page`).
 */
const ONE_SHARD = ['history.transferProcessorMaxPollRPS=1000', 'history.timerProcessorMaxPollRPS=1000'];

/** Per-workflow virtual time, and timers that look at the clock often enough to follow its jumps. */
const VIRTUAL_TIME = ['frontend.WorkflowTimeSkippingEnabled=true', 'history.timerProcessorMaxTimeShift="10ms"'];

function setAsideForeign(file: string, serverVersion: string): string | null {
  if (!existsSync(file)) return null;
  const writer = versionSchema.safeParse(readJson(`${file}.version.json`)).data?.serverVersion;
  if (writer === serverVersion) return null;
  const aside = `${file}.server-${writer ?? 'unknown'}.${systemClock.now()}`;
  for (const suffix of ['-wal', '-shm', '']) {
    if (existsSync(`${file}${suffix}`)) renameSync(`${file}${suffix}`, `${aside}${suffix}`);
  }
  return aside;
}
