import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { identify } from '../../services/embedded/process-identity.js';
import { waitUntil } from '../../services/embedded/wait.js';

/** A directory of this suite alone, removed after it. */
export function scratchDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'tocsin-embedded-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** Fails unless `probe` holds within `timeoutMs`. */
export async function eventually(what: string, probe: () => boolean | Promise<boolean>, timeoutMs = 15_000): Promise<void> {
  if (!(await waitUntil(probe, timeoutMs))) throw new Error(`not within ${timeoutMs} ms: ${what}`);
}

export const isAlive = (pid: number): boolean => identify(pid) !== null;

export async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Whether a query is answered now; for a server that is coming back. */
export const answers = (url: string): Promise<boolean> =>
  query(url, 'select 1').then(
    () => true,
    () => false,
  );
