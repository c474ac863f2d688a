import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
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

/** Where the packages are; fetched with pip or npm once per machine. */
async function setUp({ name, packages, fetch }: Fetching): Promise<string> {
  const home = path.join(tmpdir(), `tocsin-${name}-${process.getuid?.() ?? 0}`);
  const mark = path.join(home, 'packages.txt');
  const wanted = packages.join('\n');
  if ((await readFile(mark, 'utf8').catch(() => '')) === wanted) return home;
  const fresh = `${home}.${process.pid}`;
  await mkdir(fresh, { recursive: true, mode: 0o700 });
  const [program, ...args] = fetch(fresh);
  await run(program, args, { timeout: SET_UP_MS });
  await writeFile(path.join(fresh, 'packages.txt'), wanted);
  await rm(home, { recursive: true, force: true });
  await rename(fresh, home);
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
