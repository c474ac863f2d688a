import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Programs of other people that read what we publish: a feed reader, a monitor of Statuspage pages, and calendars. */
const PYTHON_PACKAGES = ['feedparser==6.0.14', 'statuspage-prometheus-exporter==2.6.0', 'khal==0.14.1', 'icalendar==7.3.2'];
/** Not among our own dependencies: its license (MPL-2.0) is not one of those. */
const NODE_PACKAGES = ['ical.js@2.2.1'];
const SET_UP_MS = 180_000;
const READ_MS = 60_000;

interface Fetching {
  readonly name: string;
  readonly packages: readonly string[];
  readonly fetch: (into: string) => readonly [string, ...string[]];
}

const PYTHON: Fetching = {
  name: 'foreign-readers',
  packages: PYTHON_PACKAGES,
  fetch: (into) => ['python3', '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--target', into, ...PYTHON_PACKAGES],
};
const NODE: Fetching = {
  name: 'foreign-node-readers',
  packages: NODE_PACKAGES,
  fetch: (into) => ['npm', 'install', '--silent', '--no-audit', '--no-fund', '--ignore-scripts', '--prefix', into, ...NODE_PACKAGES],
};

/** Where the packages are; fetched with pip or npm once per machine, and whole as soon as anybody sees them. */
async function setUp({ name, packages, fetch }: Fetching): Promise<string> {
  const version = createHash('sha256').update(packages.join('\n')).digest('hex').slice(0, 12);
  const home = path.join(tmpdir(), `tocsin-${name}-${process.getuid?.() ?? 0}-${version}`);
  if (existsSync(home)) return home;
  const fresh = await mkdtemp(`${home}.`);
  try {
    const [program, ...args] = fetch(fresh);
    await run(program, args, { timeout: SET_UP_MS });
    await rename(fresh, home);
  } catch (error) {
    if (!existsSync(home)) throw error; // otherwise another suite was first, with the same packages
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
  return home;
}

/** What a Python program prints as JSON; `argument` is its one argument. */
export async function askPython<T>(program: string, argument: string): Promise<T> {
  const home = await setUp(PYTHON);
  const scratch = await mkdtemp(path.join(tmpdir(), 'tocsin-foreign-')); // what they remember of an earlier run stays out of this one
  try {
    const env = { PATH: process.env.PATH, PYTHONPATH: home, HOME: scratch, CACHE_DIR: scratch };
    const { stdout } = await run('python3', ['-c', program, argument], {
      timeout: READ_MS,
      cwd: scratch,
      env,
      maxBuffer: 32 * 1024 * 1024,
    });
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as T;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** What an ES module prints as JSON, in a Node of its own; `argument` is its one argument. */
export async function askNode<T>(program: string, argument: string): Promise<T> {
  const home = await setUp(NODE);
  const args = ['--input-type=module', '-e', program, argument];
  const { stdout } = await run(process.execPath, args, {
    timeout: READ_MS,
    cwd: home,
    env: { PATH: process.env.PATH },
    maxBuffer: 32 * 1024 * 1024,
  });
  return JSON.parse(stdout) as T;
}
