import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { TicketRequest } from '../../activities/ports/ticket-tracker.port.js';
import type { GithubServer } from '../../services/apps/demo/github-server.js';
import { ticketRequest } from '../contract/ticket-tracker.contract.js';
import { fileUntilDone, SHORT_TIMES, type TicketWorld, ticketWorld } from '../support/ticket-world.js';
import { type BuildCopy, buildCopy } from './build-copy.js';

const CHILD = fileURLToPath(new URL('../support/file-ticket.mjs', import.meta.url));
const POINTS = [
  'AFTER_THE_INTENT',
  'BEFORE_THE_REQUEST',
  'ONCE_IT_IS_CREATED',
  'BEFORE_THE_RECEIPT',
  'AFTER_THE_RECEIPT',
  'AT_ANY_MOMENT',
] as const;
type Point = (typeof POINTS)[number];

/** A whole filing takes about this long once the process has begun. ms */
const FILING_MS = 60;
const AT_ONCE = 4;

let world: TicketWorld;
let build: BuildCopy;
beforeAll(async () => {
  build = await buildCopy();
  world = await ticketWorld();
}, 120_000);
afterAll(async () => {
  await world.close();
  build.remove();
});

/** A server whose first creation takes effect and is never answered, where that is the point; `created` then resolves. */
async function githubFor(point: Point): Promise<{ readonly github: GithubServer; readonly created: Promise<void> }> {
  let tell = (): void => undefined;
  const created = new Promise<void>((resolve) => {
    tell = resolve;
  });
  let isFirst = point === 'ONCE_IT_IS_CREATED';
  const github = await world.github({
    fault: ({ method, path }) => {
      if (!isFirst || method !== 'POST' || path !== '/issues') return undefined;
      isFirst = false;
      setImmediate(tell); // after the effect
      return { effect: 'DONE', ending: 'HANGS' };
    },
  });
  return { github, created };
}

/** A worker that dies at `point`. Resolves to the signal that ended it, null where it came to its end. */
async function live(request: TicketRequest, point: Point): Promise<{ readonly github: GithubServer; readonly signal: string | null }> {
  const { github, created } = await githubFor(point);
  const { url: baseUrl, repository, token } = github;
  const brief = {
    root: build.root,
    databaseUrl: world.databaseUrl,
    github: { baseUrl, repository, token },
    request,
    times: SHORT_TIMES,
    point,
  };
  const child = spawn(process.execPath, [CHILD, JSON.stringify(brief)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit') as Promise<[number | null, string | null]>;
  await once(child.stdout, 'data');
  if (point === 'AT_ANY_MOMENT') setTimeout(() => child.kill('SIGKILL'), Math.random() * FILING_MS);
  if (point === 'ONCE_IT_IS_CREATED') void created.then(() => child.kill('SIGKILL'));
  const [, signal] = await ended;
  return { github, signal };
}

it('[I3] a ticket whose worker is killed between intent and receipt, twenty times, is one issue each time', async () => {
  const lives = Array.from({ length: 20 }, (_, i) => ({
    point: POINTS[i % POINTS.length] ?? 'AT_ANY_MOMENT',
    request: ticketRequest({ key: `INC-${3_000 + i}/follow-up/1`, incidentKey: `INC-${3_000 + i}` }),
  }));
  const seen: { readonly point: Point; readonly signal: string | null; readonly issues: number; readonly status: string }[] = [];
  const lane = async (): Promise<void> => {
    for (let next = lives.shift(); next !== undefined; next = lives.shift()) {
      const { github, signal } = await live(next.request, next.point);
      const result = await fileUntilDone(world.desk(github), next.request);
      expect(await world.row(next.request.key)).toMatchObject({ status: 'FILED', ticket_id: '1' });
      seen.push({ point: next.point, signal, issues: github.issues.length, status: result.status });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  expect(seen).toHaveLength(20);
  expect(seen.filter(({ issues, status }) => issues !== 1 || status !== 'FILED')).toEqual([]);
  expect(seen.filter(({ point, signal }) => point !== 'AT_ANY_MOMENT' && signal !== 'SIGKILL')).toEqual([]);
}, 120_000);
