import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { z } from 'zod';
import { isServing } from '../../services/embedded/grpc-health.js';
import { readIfPresent } from '../../services/embedded/private-files.js';
import { waitUntil } from '../../services/embedded/wait.js';
import { answers, isAlive } from '../embedded/scratch.js';
import {
  type HttpAnswer,
  type MailReceiver,
  type ReceivedRequest,
  startMailReceiver,
  startWebhookReceiver,
  type WebhookReceiver,
} from '../support/receivers.js';
import type { BuildCopy } from './build-copy.js';
import { starvedMs } from './machine.js';
import { type Cover, writeQuickHandbook } from './quick-handbook.js';
import { integrationKeyIn, newDataDirectory, type ProcessName, pidIn, removeDataDirectory, UpProcess } from './up-process.js';

/** A page as the phone gets it. */
export interface Push {
  readonly person: string;
  /** The idempotency key, as the channel sees it. */
  readonly key: string;
  readonly incident: string;
  /** When it arrived, epoch ms. */
  readonly at: number;
}

const STOPPED_MS = 30_000;
const RECOVERED_MS = 15_000;
const RESTARTED_MS = 60_000;
const PATIENCE_MS = 120_000;

const DUE = `
SELECT (body -> 'summons' ->> 'dueAt')::float8 AS due FROM incident_events WHERE incident_key = $1 AND type = 'Summoned' ORDER BY seq
`;

/** One machine under `tocsin up`, whose pages go to receivers here. */
export class ChaosWorld {
  readonly dataDir = newDataDirectory();
  readonly pushes: Push[] = [];
  /** What the push service does before it answers. */
  onPush: (push: Push) => void = () => undefined;
  up: UpProcess;

  private constructor(
    readonly build: BuildCopy,
    readonly mail: MailReceiver,
    private readonly ntfy: WebhookReceiver,
    private readonly handbook: string,
  ) {
    this.up = this.spawn();
  }

  /** Ready, with steps as in `answerWithin`; without any, with the handbook's own. */
  static async begin(build: BuildCopy, answerWithin: readonly string[], covers: readonly Cover[] = []): Promise<ChaosWorld> {
    const handbook = writeQuickHandbook(join(build.root, `quick-${randomUUID()}.yaml`), answerWithin, covers);
    const ntfy = await startWebhookReceiver({ answer: (request) => world.take(request) });
    const world = new ChaosWorld(build, await startMailReceiver(), ntfy, handbook);
    await world.up.ready().catch(async (error: unknown) => {
      await world.close();
      throw error;
    });
    return world;
  }

  /** Starts `up` on the same data. */
  spawn(): UpProcess {
    const channels = { SMTP_URL: this.mail.smtpUrl, NTFY_URL: this.ntfy.url, TOCSIN_ALLOW_PRIVATE_TARGETS: 'on' };
    const env = { ...channels, TOCSIN_HANDBOOK: this.handbook, TOCSIN_LOG_LEVEL: 'warn' };
    this.up = new UpProcess({ cli: this.build.cli, dataDir: this.dataDir, env });
    return this.up;
  }

  async close(): Promise<void> {
    this.up.send('SIGINT');
    const hasStopped = await waitUntil(() => this.up.hasEnded, STOPPED_MS);
    this.up.send('SIGKILL');
    removeDataDirectory(this.dataDir);
    this.build.remove();
    await Promise.all([this.mail.close(), this.ntfy.close()]);
    if (!hasStopped) throw new Error(`up did not stop:\n${this.up.output}`);
  }

  pid(name: ProcessName): number {
    return pidIn(this.dataDir, name);
  }

  /** `kill -9`; the pid that was killed. */
  kill(name: ProcessName): number {
    const pid = this.pid(name);
    if (pid === 0) throw new Error(`${name} does not run`);
    process.kill(pid, 'SIGKILL');
    return pid;
  }

  /** When the process that follows the killed one is ready, epoch ms. */
  async restarted(name: ProcessName, killed: number): Promise<number> {
    const isBack = async (): Promise<boolean> =>
      this.pid(name) !== killed && isAlive(this.pid(name)) && (await this.isReady(name, this.pid(name)));
    if (await waitUntil(isBack, RESTARTED_MS)) return Date.now();
    throw new Error(`${name} does not come back:\n${this.up.output.slice(-2_000)}`);
  }

  /** A new incident of payments by a PagerDuty event; its key. */
  async alert(): Promise<string> {
    const name = `Chaos-${randomUUID().slice(0, 8)}`;
    await patiently(() => this.enqueue(name));
    const [row] = await this.query<{ key: string }>('SELECT key FROM incidents WHERE title = $1', [name]);
    if (row === undefined) throw new Error(`no incident for ${name}`);
    return row.key;
  }

  /**
   * The first push for this person about this incident, past or coming. Time in which work here waited for the machine does not
   * count, up to two minutes.
   */
  async paged(incident: string, person: string, withinMs: number): Promise<Push> {
    const find = (): Push | undefined => this.pushes.find((push) => push.incident === incident && push.person === person);
    const [begun, starved] = [Date.now(), starvedMs()];
    const isOver = (): boolean => Date.now() - begun - (starvedMs() - starved) > withinMs;
    await waitUntil(() => find() !== undefined || isOver(), Math.max(withinMs, PATIENCE_MS));
    const push = find();
    if (push !== undefined) return push;
    const soFar = this.pushes.map((one) => `${one.incident} ${one.person}`).join(', ') || 'none';
    throw new Error(
      `${person} was not paged for ${incident} within ${withinMs} ms; pages so far: ${soFar}\n${this.up.output.slice(-2_000)}`,
    );
  }

  /** When a step of the ladder was due, epoch ms, as soon as it is recorded. */
  due(incident: string, step: number): Promise<number> {
    return patiently(async () => {
      const due = (await this.query<{ due: number }>(DUE, [incident]))[step]?.due;
      if (due === undefined) throw new Error(`step ${step} of ${incident} is not recorded`);
      return due;
    });
  }

  query<T extends pg.QueryResultRow>(sql: string, values: readonly unknown[] = []): Promise<readonly T[]> {
    return patiently(() => queried<T>(this.up.runtime.databaseUrl, sql, values));
  }

  private async isReady(name: ProcessName, pid: number): Promise<boolean> {
    if (name === 'postgres') return await answers(this.up.runtime.databaseUrl);
    if (name === 'temporal') return await isServing(this.up.runtime.temporalAddress);
    return readIfPresent(join(this.dataDir, 'run', `${name}.ready`))?.trim() === `${pid}`;
  }

  private take(request: ReceivedRequest): HttpAnswer {
    const push = pushOf(request);
    this.pushes.push(push);
    this.onPush(push);
    return { status: 200, body: JSON.stringify({ id: `m${this.pushes.length}` }) };
  }

  private async enqueue(name: string): Promise<void> {
    const details = { service: 'payments', alertname: name };
    const payload = { summary: name, source: 'chaos', severity: 'critical', component: 'payments', class: name, custom_details: details };
    const response = await fetch(`${this.up.runtime.apiUrl}/v2/enqueue`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ routing_key: integrationKeyIn(this.dataDir), event_action: 'trigger', dedup_key: name, payload }),
      signal: AbortSignal.timeout(10_000),
    });
    if (response.status !== 202) throw new Error(`the alert was answered ${response.status}: ${await response.text()}`);
  }
}

const pushSchema = z.object({ topic: z.string(), sequence_id: z.string(), title: z.string() });

/** The topics of the shipped handbook carry the person's name: `escrow-ada-…`. */
function pushOf(request: ReceivedRequest): Push {
  const { topic, sequence_id: key, title } = pushSchema.parse(JSON.parse(request.body));
  const person = /^escrow-(.+)-[a-z0-9]+$/.exec(topic)?.[1] ?? topic;
  return { person, key, incident: /INC-\d+/.exec(title)?.[0] ?? '', at: Date.now() };
}

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

async function queried<T extends pg.QueryResultRow>(url: string, sql: string, values: readonly unknown[]): Promise<readonly T[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<T>(sql, [...values])).rows;
  } finally {
    await client.end();
  }
}
