import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Programs of other people that read what we publish: a feed reader, and a monitor of Statuspage pages. */
const PACKAGES = ['feedparser==6.0.14', 'statuspage-prometheus-exporter==2.6.0'];
const HOME = path.join(tmpdir(), `tocsin-foreign-readers-${process.getuid?.() ?? 0}`);
const SET_UP_MS = 180_000;
const READ_MS = 30_000;

/** Where their Python packages are; fetched with pip once per machine. */
async function setUp(): Promise<string> {
  const mark = path.join(HOME, 'packages.txt');
  const wanted = PACKAGES.join('\n');
  if ((await readFile(mark, 'utf8').catch(() => '')) === wanted) return HOME;
  const fresh = `${HOME}.${process.pid}`;
  await mkdir(fresh, { recursive: true, mode: 0o700 });
  await run('python3', ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--target', fresh, ...PACKAGES], {
    timeout: SET_UP_MS,
  });
  await writeFile(path.join(fresh, 'packages.txt'), wanted);
  await rm(HOME, { recursive: true, force: true });
  await rename(fresh, HOME);
  return HOME;
}

/** What a Python program prints as JSON; `argument` is its one argument. */
export async function askPython<T>(program: string, argument: string): Promise<T> {
  const home = await setUp();
  const scratch = await mkdtemp(path.join(tmpdir(), 'tocsin-foreign-')); // what they remember of an earlier run stays out of this one
  try {
    const env = { PATH: process.env.PATH, PYTHONPATH: home, HOME: scratch, CACHE_DIR: scratch };
    const { stdout } = await run('python3', ['-c', program, argument], { timeout: READ_MS, cwd: scratch, env });
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as T;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
