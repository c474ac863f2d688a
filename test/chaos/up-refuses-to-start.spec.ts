import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { waitUntil } from '../../services/embedded/wait.js';
import { HandbookService } from '../../services/handbook/handbook.service.js';
import { type TestServers, testServers } from '../support/servers.js';
import { type BuildCopy, buildCopy } from './build-copy.js';
import { processesNaming } from './machine.js';
import { writeQuickHandbook } from './quick-handbook.js';
import { newDataDirectory, removeDataDirectory, UpProcess } from './up-process.js';

/** What a start may take. */
const START_MS = 60_000;

let build: BuildCopy;
let servers: TestServers;
let given: Readonly<Record<string, string>>;
const dataDirs: string[] = [];
beforeAll(async () => {
  build = await buildCopy();
  servers = await testServers({ schema: 'empty' });
  given = { DATABASE_URL: servers.databaseUrl, TEMPORAL_ADDRESS: servers.temporalAddress };
}, 60_000);
afterAll(() => {
  dataDirs.forEach(removeDataDirectory);
  build.remove();
});

const dataDir = (): string => {
  const made = newDataDirectory();
  dataDirs.push(made);
  return made;
};

/** What `up` says when it ends with code 2 and leaves nothing running; its steps are not part of it. */
async function refusal(env: Readonly<Record<string, string>>, args: readonly string[] = [], directory = dataDir()): Promise<string> {
  const up = new UpProcess({ cli: build.cli, dataDir: directory, args, env });
  expect(await up.ended()).toBe(2);
  expect(processesNaming(directory)).toEqual([]);
  expect(up.output).not.toMatch(/^\s+at .*:\d+:\d+/m);
  return up.output;
}

const listening = (): Promise<Server> =>
  new Promise((resolve) => {
    const server = createServer((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n').on('error', () => undefined)).listen(0, '127.0.0.1', () =>
      resolve(server),
    );
  });
const portOf = (server: Server): number => (server.address() as { readonly port: number }).port;

it('on a port that is taken, and names who has it', async () => {
  const holder = await listening();
  const port = portOf(holder);
  try {
    expect(await refusal(given, ['--port', `${port}`])).toMatch(
      new RegExp(`port ${port}, asked for api, is taken by \\S+, process ${process.pid}\n`),
    );
  } finally {
    holder.close();
  }
});

it('on data of another PostgreSQL major, which stay as they are', async () => {
  const directory = dataDir();
  const data = join(directory, 'postgres', 'data');
  mkdirSync(data, { recursive: true });
  writeFileSync(join(data, 'PG_VERSION'), '17\n');
  const said = await refusal({ TEMPORAL_ADDRESS: servers.temporalAddress }, [], directory);
  expect(said).toMatch(/was written by PostgreSQL 17, and this release carries PostgreSQL 18\nNothing was changed\./);
});

it('without a Temporal CLI, and says what was tried', async () => {
  expect(await refusal({ DATABASE_URL: servers.databaseUrl, TEMPORAL_CLI_PATH: '/nowhere/temporal' })).toMatch(
    /no Temporal CLI can be used; tried\n {2}- TEMPORAL_CLI_PATH: \/nowhere\/temporal: no such program\nInstall it/,
  );
});

it('with a DATABASE_URL that does not answer, without showing its password', async () => {
  const said = await refusal({ ...given, DATABASE_URL: 'postgres://me:hunter2@127.0.0.1:1/tocsin' });
  expect(said).toMatch(/DATABASE_URL: PostgreSQL at 127\.0\.0\.1:1\/tocsin does not answer: .*ECONNREFUSED/);
  expect(said).not.toContain('hunter2');
});

it('with a TEMPORAL_ADDRESS at which nothing answers, or something else', async () => {
  expect(await refusal({ ...given, TEMPORAL_ADDRESS: '127.0.0.1:1' })).toMatch(
    /TEMPORAL_ADDRESS: no Temporal cluster at 127\.0\.0\.1:1: .*ECONNREFUSED/,
  );
  const other = await listening();
  try {
    expect(await refusal({ ...given, TEMPORAL_ADDRESS: `127.0.0.1:${portOf(other)}` })).toMatch(
      /TEMPORAL_ADDRESS: no Temporal cluster at 127\.0\.0\.1:\d+/,
    );
  } finally {
    other.close();
  }
}, 120_000);

it('with an environment that is wrong, every problem at once', async () => {
  const said = await refusal({ ...given, SMTP_URL: 'mailto:me', TOCSIN_LISTEN: '127.0.0.1', DATABASE_POOL: 'many' });
  expect(said).toMatch(/the environment is not usable:\n {2}- DATABASE_POOL: .*\n {2}- SMTP_URL: /);
});

it('with a handbook that is wrong, every problem at its place, and the running version stays', async () => {
  const valid = writeQuickHandbook(join(build.root, 'valid.yaml'), []);
  const wrong = join(build.root, 'wrong.yaml');
  writeFileSync(wrong, 'handbook: broken\nversion: 1.0.0\ntimezone: Mars/Olympus\npeople: {}\nsurprise: 1\n');
  expect(await refusal(given, ['--handbook', join(build.root, 'missing.yaml')])).toMatch(
    /--handbook .*missing\.yaml: there is no such file/,
  );
  const pool = new pg.Pool({ connectionString: servers.databaseUrl, max: 2 });
  try {
    const handbooks = new HandbookService(pool);
    await handbooks.apply(readFileSync(valid), valid, 'a test', Date.now());
    const before = await handbooks.current();
    const said = await refusal(given, ['--handbook', wrong]);
    expect(said).toMatch(/the handbook has \d+ problem\(s\); the running version stays:\n/);
    expect(said).toMatch(/wrong\.yaml:3:11 timezone — .*Mars\/Olympus.* — /);
    expect(said).toMatch(/wrong\.yaml:5:1 .*surprise/);
    expect((await new HandbookService(pool).current())?.versionId).toBe(before?.versionId);
  } finally {
    await pool.end();
  }
});

it('beside another that runs from the same data directory', async () => {
  const directory = dataDir();
  const first = new UpProcess({ cli: build.cli, dataDir: directory, env: given });
  try {
    await first.ready();
    const second = new UpProcess({ cli: build.cli, dataDir: directory, env: given });
    expect(await second.ended()).toBe(2);
    expect(second.output).toMatch(/Tocsin already runs with the data directory .* \(process \d+\)/);
    expect(first.hasEnded).toBe(false);
  } finally {
    first.send('SIGTERM');
    await first.ended();
  }
});

/** Whether Ctrl-C came before the start was complete; either way it leaves no process. */
async function isInterruptedAfter(step: RegExp): Promise<boolean> {
  const directory = dataDir();
  const up = new UpProcess({ cli: build.cli, dataDir: directory, env: {} });
  expect(await waitUntil(() => step.test(up.output), START_MS)).toBe(true);
  // The process itself, and PostgreSQL at least.
  expect(processesNaming(directory).length).toBeGreaterThan(1);
  up.send('SIGINT');
  await up.ended();
  expect(await waitUntil(() => processesNaming(directory).length === 0, 10_000)).toBe(true);
  return !up.output.includes('Try:');
}

it.each([/PostgreSQL answers/, /Open incidents replayed|Lost incidents resumed/])(
  'once Ctrl-C came while it was starting, and leaves no process: after %s',
  async (step) => {
    // A machine that stalls here may let the start be quicker than the signal.
    for (let attempt = 1; !(await isInterruptedAfter(step)); attempt += 1) expect(attempt).toBeLessThan(3);
  },
  4 * START_MS,
);
