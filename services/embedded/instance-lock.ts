import { linkSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readIfPresent } from './private-files.js';
import { identify, isRunning } from './process-identity.js';
import { hasCode, SetupError } from './setup-error.js';

const ownerSchema = z.object({ pid: z.number().int().positive(), startedAt: z.string() });
const ATTEMPTS = 5;

/** Takes the data directory for this process; the returned function gives it back. Throws SetupError while another living process holds it. */
export function lockInstance(dataDir: string): () => void {
  const path = join(dataDir, 'lock');
  const mine = JSON.stringify(identify(process.pid));
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (created(path, mine)) {
      return () => {
        if (readIfPresent(path) === mine) rmSync(path, { force: true });
      };
    }
    refuseIfHeld(path, dataDir);
  }
  throw new SetupError(`cannot lock ${path}: others keep taking it`);
}

function created(path: string, content: string): boolean {
  // Written aside, then linked: a lock never exists without its owner's name in it.
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, content, { mode: 0o600 });
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function refuseIfHeld(path: string, dataDir: string): void {
  const text = readIfPresent(path);
  if (text === null) return;
  const owner = ownerSchema.safeParse(parsed(text));
  if (owner.success && isRunning(owner.data)) {
    throw new SetupError(
      `Tocsin already runs with the data directory ${dataDir} (process ${owner.data.pid})`,
      'Stop it first, or choose another directory with --data-dir.',
    );
  }
  removeStale(path, text);
}

/** Two starters may both find the same stale lock: whoever moved away a fresh one puts it back. */
function removeStale(path: string, expected: string): void {
  const aside = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, aside);
    if (readIfPresent(aside) !== expected) linkSync(aside, path);
  } catch (error) {
    if (!hasCode(error, 'ENOENT', 'EEXIST')) throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
