import { chmodSync, mkdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { HostEnvironment } from '../config/host-environment.js';
import { privateDirectory } from './private-files.js';
import { SetupError } from './setup-error.js';

/** Where a root installation keeps data and what every account may execute. */
export const SYSTEM_HOME = '/var/lib/tocsin';

/** The layout of one data directory. */
export interface DataDir {
  readonly root: string;
  readonly runDir: string;
  readonly logDir: string;
  readonly temporalDir: string;
}

/** The data directory when none is chosen: `$XDG_DATA_HOME/tocsin`, else `~/.local/share/tocsin`; for root `/var/lib/tocsin`. */
export function defaultDataDir(environment: HostEnvironment): string {
  if (process.getuid?.() === 0) return SYSTEM_HOME;
  return join(environment.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'tocsin');
}

/** Where downloads are kept, shared by all data directories of this account. */
export function cacheDir(environment: HostEnvironment): string {
  if (environment.XDG_CACHE_HOME !== undefined) return join(environment.XDG_CACHE_HOME, 'tocsin');
  return process.getuid?.() === 0 ? '/var/cache/tocsin' : join(homedir(), '.cache', 'tocsin');
}

/**
 * Makes the directories: new ones closed to other accounts; an existing one (which may be shared) keeps its mode, what we put
 * in it is closed. Throws SetupError where that is not possible.
 */
export function openDataDir(path: string): DataDir {
  const root = resolve(path);
  const within = (name: string): string => privateDirectory(join(root, name));
  try {
    makeDirectory(root);
    return { root, runDir: within('run'), logDir: within('logs'), temporalDir: within('temporal') };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SetupError(`The data directory ${root} cannot be used: ${reason}`, 'Choose another directory with --data-dir.');
  }
}

/** Parents first, one at a time: `recursive` never ends where a file system makes no directories, as below /proc. */
function makeDirectory(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  const parent = dirname(path);
  if (parent !== path) makeDirectory(parent);
  mkdirSync(path, { mode: 0o700 });
}

/** Lets the account that runs PostgreSQL pass through to its own directory; names in the root stay unreadable. */
export function allowPassage(root: string): void {
  chmodSync(root, (statSync(root).mode & 0o777) | 0o011);
}
