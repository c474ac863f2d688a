import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { z } from 'zod';
import { waitUntil } from '../../services/embedded/wait.js';
import { startMailReceiver, startWebhookReceiver, type HttpAnswer, type ReceivedRequest } from '../support/receivers.js';
import type { BuildCopy } from './build-copy.js';
import { writeQuickHandbook } from './quick-handbook.js';
import { integrationKeyIn, isAlive, newDataDirectory, pidIn, type ProcessName, PROCESSES, removeDataDirectory, UpProcess } from './up-process.js';

const pushSchema = z.object({ topic: z.string(), sequence_id: z.string(), title: z.string(), actions: z.array(z.object({ url: z.string() })).default([]) });

/** A page as the phone gets it. */
export interface Push {
  readonly person: string;
  /** The idempotency key, as the channel sees it. */
  readonly key: string;
  readonly incident: string;
  readonly acknowledgeUrl: string;
  /** When it arrived, epoch ms. */
  readonly at: number;
}

export interface ChaosWorld {
  readonly dataDir: string;
  readonly build: BuildCopy;
  readonly pushes: readonly Push[];
  up: UpProcess;
  /** What the push service does before it answers. */
  onPush: (push: Push) => void;
  close(): Promise<void>;
  /** Starts `up` again on the same data, and waits until it is ready. */
  start(): Promise<UpProcess>;
  /** As `start`, without waiting. */
  spawn(): UpProcess;
  pid(name: ProcessName): number;
  /** `kill -9`; the pid that was killed. */
  kill(name: ProcessName): number;
  /** A new incident of payments by a PagerDuty event; its key. */
  alert(name?: string): Promise<string>;
  /** The first push for this person about this incident, past or coming. */
  paged(incident: string, person: string, withinMs: number): Promise<Push>;
  query<T extends pg.QueryResultRow>(sql: string, values?: readonly unknown[]): Promise<readonly T[]>;
  /** When a step of the ladder was due, epoch ms, as soon as it is recorded. */
  due(incident: string, step: number): Promise<number>;
}

const DUE = `
SELECT (body -> 'summons' ->> 'dueAt')::float8 AS "dueAt" FROM incident_events WHERE incident_key = $1 AND type = 'Summoned' ORDER BY seq
`;

/** One machine under `tocsin up`, whose pages go to receivers here. Steps as the handbook's `answer_within`. */
export async function chaosWorld(build: BuildCopy, answerWithin: readonly string[]): Promise<ChaosWorld> {
  const dataDir = newDataDirectory();
  const handbook = writeQuickHandbook(join(build.root, `quick-${randomUUID()}.yaml`), answerWithin);
  const pushes: Push[] = [];
  const mail = await startMailReceiver();
  const ntfy = await startWebhookReceiver({
    answer: (request): HttpAnswer => {
      const push = pushOf(request);
      pushes.push(push);
      world.onPush(push);
      return { status: 200, body: JSON.stringify({ id: `m${pushes.length}` }) };
    },
  });
  const env = { SMTP_URL: mail.smtpUrl, NTFY_URL: ntfy.url, TOCSIN_ALLOW_PRIVATE_TARGETS: 'on', TOCSIN_HANDBOOK: handbook, TOCSIN_LOG_LEVEL: 'warn' };
  const spawn = (): UpProcess => {
    world.up = new UpProcess({ cli: build.cli, dataDir, env });
    return world.up;
  };
  const query = <T extends pg.QueryResultRow>(sql: string, values: readonly unknown[] = []): Promise<readonly T[]> =>
    patiently(() => once(world.up.runtime.databaseUrl, (client) => client.query<T>(sql, [...values]).then(({ rows }) => rows)));
  const world: ChaosWorld = {
    dataDir,
    build,
    pushes,
    up: new UpProcess({ cli: build.cli, dataDir, env }),
    onPush: () => undefined,
    close: async () => {
      world.up.send('SIGINT');
      const isOver = await waitUntil(() => world.up.hasEnded, 30_000);
      world.up.send('SIGKILL');
      removeDataDirectory(dataDir);
      build.remove();
      await Promise.all([mail.close(), ntfy.close()]);
      if (!isOver) throw new Error(`up did not stop:\n${world.up.output}`);
    },
    spawn,
    start: () => spawn().ready(),
    pid: (name) => pidIn(dataDir, name),
    kill: (name) => {
      const pid = pidIn(dataDir, name);
      process.kill(pid, 'SIGKILL');
      return pid;
    },
    alert: async (name = `Chaos-${randomUUID().slice(0, 8)}`) => {
      await patiently(() => enqueue(world, name));
      const find = (): Promise<readonly { key: string }[]> => query<{ key: string }>('SELECT key FROM incidents WHERE title = $1', [name]);
      return (await find())[0]?.key ?? Promise.reject(new Error(`no incident for ${name}`));
    },
    paged: async (incident, person, withinMs) => {
      const find = (): Push | undefined => pushes.find((push) => push.incident === incident && push.person === person);
      await waitUntil(() => find() !== undefined, withinMs);
      return find() ?? Promise.reject(new Error(`${person} was not paged for ${incident} within ${withinMs} ms; pages so far: ${shown(pushes)}\n${world.up.output.slice(-2_000)}`));
    },
    query,
    due: (incident, step) =>
      patiently(async () => {
        const rows = await query<{ dueAt: number }>(DUE, [incident]);
        return rows[step]?.dueAt ?? Promise.reject(new Error(`step ${step} of ${incident} is not recorded`));
      }),
  };
  return world;
}

async function enqueue(world: ChaosWorld, name: string): Promise<void> {
  const payload = { summary: name, source: 'chaos', severity: 'critical', component: 'payments', class: name, custom_details: { service: 'payments', alertname: name } };
  const response = await fetch(`${world.up.runtime.apiUrl}/v2/enqueue`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ routing_key: integrationKeyIn(world.dataDir), event_action: 'trigger', dedup_key: name, payload }),
    signal: AbortSignal.timeout(10_000),
  });
  if (response.status !== 202) throw new Error(`the alert was answered ${response.status}: ${await response.text()}`);
}

function pushOf(request: ReceivedRequest): Push {
  const { topic, sequence_id: key, title, actions } = pushSchema.parse(JSON.parse(request.body));
  return {
    person: /^escrow-(.+)-[a-z0-9]+$/.exec(topic)?.[1] ?? topic,
    key,
    incident: /INC-\d+/.exec(title)?.[0] ?? '',
    acknowledgeUrl: actions[0]?.url ?? '',
    at: Date.now(),
  };
}

const shown = (pushes: readonly Push[]): string => pushes.map((push) => `${push.incident} ${push.person}`).join(', ') || 'none';

const RECOVERED_MS = 15_000;

/** A server that was just killed may refuse for a while: asks again, as every sender does. */
async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  const until = Date.now() + RECOVERED_MS;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (Date.now() > until) throw error;
      await delay(100);
    }
  }
}

async function once<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** None of the processes that `up` supervises runs any more. */
export const allGone = (pids: readonly number[]): boolean => pids.every((pid) => !isAlive(pid));
export const allPids = (world: ChaosWorld): readonly number[] => PROCESSES.map((name) => world.pid(name));

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const receiver = await startWebhookReceiver();
  await receiver.close();
  return receiver.port;
}
