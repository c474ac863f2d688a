import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../../services/embedded/ports.js';
import { waitUntil } from '../../../services/embedded/wait.js';
import { type CalendarWorld, calendarWorld, created, type StartedApi } from './calendar-world.js';

const API = fileURLToPath(new URL('../../../dist/services/apps/api.js', import.meta.url));
const READY_MS = 40_000;

/** Everything that the process wrote. */
let log = '';
let world: CalendarWorld;
beforeAll(async () => {
  world = await calendarWorld({ start: inItsOwnProcess });
});
afterAll(() => world.close());

/** The api as a person starts it, telling as much as it can. */
async function inItsOwnProcess(environment: Readonly<Record<string, string>>): Promise<StartedApi> {
  const port = String(await freePort());
  const env = { PATH: process.env.PATH, ...environment, TOCSIN_PORT: port, TOCSIN_LOG_LEVEL: 'trace' };
  const child = spawn(process.execPath, [API], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const ended = once(child, 'exit');
  const url = `http://127.0.0.1:${port}`;
  const isLive = (): Promise<boolean> =>
    fetch(`${url}/live`).then(
      ({ ok }) => ok,
      () => false,
    );
  if (!(await waitUntil(isLive, READY_MS))) throw new Error(`the api did not start:\n${log}`);
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
  };
  return { url, stop };
}

it('[I11] the address of a feed is in no log, also where it cannot be answered', async () => {
  const { url } = await created(world, await world.token('ada'), { schedule: 'on-call' });
  const secret = /_([0-9a-f]{64})\.ics$/.exec(url)?.[1] ?? '';
  await world.pool.query('ALTER TABLE calendar_shifts RENAME TO away');
  const failed = await world.read(url);
  expect([failed.status, failed.body, failed.headers.get('retry-after')]).toEqual([503, 'not now; ask again in a minute\n', '60']);
  await world.pool.query('ALTER TABLE away RENAME TO calendar_shifts');
  expect((await world.read(url)).status).toBe(200);
  for (const other of ['', '/x', '%zz', '?a=b', `/${'x'.repeat(200)}`]) await world.read(`${url}${other}`);
  expect(await waitUntil(() => log.includes('a calendar could not be read'), 10_000)).toBe(true);
  expect(log).toContain('Mapped {/calendar/:file, GET} route'); // it does tell everything
  expect(log).not.toContain(secret);
});
