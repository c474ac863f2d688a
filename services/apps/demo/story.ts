import { Worker } from '@temporalio/worker';
import { type Instant, MINUTE_MS } from '../../../domain/instant.js';
import { monotonicMs } from '../../config/clock.js';
import type { TemporalClient as Client } from '../../orchestration/temporal-connection.js';
import { VirtualTime } from '../../orchestration/virtual-time.js';
import { installRuntime, readBundle } from '../../orchestration/worker.js';
import { BUNDLE } from '../build.js';
import type { RunningUp } from '../up.js';
import type { DemoClient } from './client.js';
import type { Narrator } from './narrator.js';
import type { Received, Receivers } from './receivers.js';

export interface DemoParts {
  readonly running: RunningUp;
  readonly receivers: Receivers;
  readonly api: DemoClient;
  readonly temporal: Client;
  readonly say: Narrator;
}

export interface DemoResult {
  /** Real milliseconds from the accepted notification to the page at the receiver. */
  readonly firstPageMs: number;
  /** `atMs`: virtual milliseconds since the first page. */
  readonly pages: readonly { readonly to: string; readonly channel: string; readonly atMs: number }[];
  readonly acknowledgedBy: string;
  readonly resolved: boolean;
  readonly replay: { readonly match: boolean; readonly events: number };
}

const SEEN_WITHIN_MS = 15_000;
/** A page is due on the second; the virtual clock steps a little past it. */
const TOLERANCE_MS = 2_000;

/** One incident from its alert to its replay. Throws at the first step that is not seen. */
export async function tellStory(parts: DemoParts): Promise<DemoResult> {
  const { say, receivers } = parts;
  const { key, firstPage, firstPageMs, time, began } = await detect(parts);
  const pages = new PageLog(receivers, began);
  pages.note(firstPage, began);
  await primaryMisses(parts, { time, pages });
  const acknowledgedBy = await secondaryAcknowledges(parts, { key, time, pages });
  await work(parts, { key, time });
  const resolved = await resolve(parts, { key, time });
  const replay = await replayHistory(parts.temporal, key);
  say.tell(
    await time.now(),
    `replayed ${replay.events} history events on the recorded build: ${replay.match ? 'every decision is the same' : 'DIFFERENT'}`,
  );
  return { firstPageMs, pages: pages.all, acknowledgedBy, resolved, replay };
}

/** What arrived where, and when in the incident's own time. */
class PageLog {
  readonly all: { to: string; channel: string; atMs: number }[] = [];
  private readonly noted = new Set<Received>();

  constructor(
    private readonly receivers: Receivers,
    private readonly began: Instant,
  ) {}

  note(page: Received, at: Instant): void {
    this.noted.add(page);
    this.all.push({ to: page.to, channel: page.channel, atMs: at - this.began });
  }

  /** Waits for the next page over `channel` and notes it at `at`. */
  async next(channel: Received['channel'], at: Instant): Promise<Received> {
    const page = await this.receivers.until(
      (one) => one.channel === channel && !this.noted.has(one),
      `the next ${channel}`,
      SEEN_WITHIN_MS,
    );
    this.note(page, at);
    return page;
  }

  assertNoOther(): void {
    const unexpected = this.receivers.received.filter((page) => !this.noted.has(page));
    if (unexpected.length > 0) throw new Error(`unexpected pages: ${unexpected.map((page) => `${page.channel} to ${page.to}`).join(', ')}`);
  }
}

async function detect({ api, receivers, temporal, say }: DemoParts) {
  const made = await api.graphql<{ createIntegration: { secret: string } }>(
    'mutation { createIntegration(input: { name: "demo", kind: ALERTMANAGER }) { secret } }',
  );
  await api.notify(made.createIntegration.secret, 'firing');
  const acceptedAt = monotonicMs();
  const firstPage = await receivers.until((page) => page.channel === 'ntfy', 'the first page', SEEN_WITHIN_MS);
  const firstPageMs = Math.max(0, Math.round(firstPage.receivedAt - acceptedAt));
  const key = /INC-\d+/.exec(`${firstPage.title}\n${firstPage.text}`)?.[0] ?? '';
  const time = new VirtualTime(temporal, key);
  const began = await time.now();
  say.tell(
    began,
    `Alertmanager's notification is accepted; ${key} pages ${firstPage.to} over ntfy, ${firstPageMs} ms later: ${firstPage.title}`,
  );
  return { key, firstPage, firstPageMs, time, began, secret: made.createIntegration.secret };
}

interface Moment {
  readonly time: VirtualTime;
  readonly pages: PageLog;
}

async function primaryMisses({ running, say }: DemoParts, { time, pages }: Moment): Promise<void> {
  const at = await time.passes(MINUTE_MS);
  const mail = await pages.next('email', at);
  say.tell(at, `no answer: the same page goes out over mail to ${mail.to}`);
  const later = await time.passes(9 * MINUTE_MS);
  const worker = running.pids().worker;
  if (worker === undefined) throw new Error('there is no worker to kill');
  process.kill(worker, 'SIGKILL');
  say.tell(later, `the worker (process ${worker}) is killed with -9; nobody restarts anything by hand`);
  pages.assertNoOther();
}

async function secondaryAcknowledges(parts: DemoParts, { key, time, pages }: Moment & { readonly key: string }): Promise<string> {
  const { say, api } = parts;
  const at = await time.passes(5 * MINUTE_MS);
  const push = await pages.next('ntfy', at);
  assertOnTime(pages, 15 * MINUTE_MS);
  say.tell(at, `fifteen minutes are over: the secondary is paged, ${push.to}`);
  const mailAt = await time.passes(MINUTE_MS);
  const mail = await pages.next('email', mailAt);
  const link = /https?:\/\/\S+link=\S+/.exec(mail.text)?.[0];
  if (link === undefined) throw new Error('the mail has no link');
  await assertGetChangesNothing(link, api, key);
  say.tell(mailAt, `${mail.to} opens the link in the mail; looking changes nothing`);
  const response = await fetch(link.replace(`/incidents/${key}?`, `/incidents/${key}/acknowledge?`), {
    method: 'POST',
    headers: { accept: 'text/plain' },
  });
  await time.untilQuiet();
  const holder = await holderOf(api, key);
  if (!response.ok || holder === null) throw new Error(`the acknowledgement was not taken: ${response.status}`);
  say.tell(await time.now(), `one press: ${holder} has it`);
  await time.passes(20 * MINUTE_MS);
  pages.assertNoOther();
  say.tell(await time.now(), 'twenty minutes on: nobody else was paged');
  return holder;
}

function assertOnTime(pages: PageLog, dueMs: number): void {
  const late = (pages.all.at(-1)?.atMs ?? 0) - dueMs;
  if (late < 0 || late > TOLERANCE_MS) throw new Error(`the page was due at ${dueMs} ms and came ${late} ms off`);
}

async function assertGetChangesNothing(link: string, api: DemoClient, key: string): Promise<void> {
  const page = await fetch(link);
  if (!page.ok) throw new Error(`the incident page answered ${page.status}`);
  if ((await holderOf(api, key)) !== null) throw new Error('opening the link changed something');
}

async function holderOf(api: DemoClient, key: string): Promise<string | null> {
  const { incident } = await api.graphql<{ incident: { holder: { id: string } | null } }>(
    'query ($key: ID!) { incident(key: $key) { holder { id } } }',
    { key },
  );
  return incident.holder?.id ?? null;
}

interface Known {
  readonly key: string;
  readonly time: VirtualTime;
}

async function work({ api, say }: DemoParts, { key, time }: Known): Promise<void> {
  const assess = { key, impact: 'card payments in eu-west-1 fail', services: ['payments'], usersAffected: 1200 };
  applied(await api.command('assessIncident', 'AssessIncidentInput', assess));
  say.tell(await time.now(), 'assessed: card payments in eu-west-1 fail, 1200 users');
  applied(
    await api.command('classifyIncident', 'ClassifyIncidentInput', { key, severity: 'SEV1', reason: 'payments are down for a region' }),
  );
  say.tell(await time.now(), 'classified: SEV1, by a person');
}

function applied({ outcome }: { readonly outcome: string }): void {
  if (outcome !== 'APPLIED') throw new Error(`expected APPLIED, got ${outcome}`);
}

async function resolve({ api, say }: DemoParts, { key, time }: Known): Promise<boolean> {
  await time.passes(4 * MINUTE_MS);
  const resolving = await api.command('resolveIncident', 'ResolveIncidentInput', { key, text: 'rolled back', confirm: true });
  const { incident } = await api.graphql<{ incident: { status: string } }>('query ($key: ID!) { incident(key: $key) { status } }', { key });
  say.tell(await time.now(), `resolved: ${incident.status}`);
  return resolving.outcome === 'APPLIED' && incident.status === 'RESOLVED';
}

/** Re-executes the history as stored, on the bundle that decided it. */
async function replayHistory(temporal: Client, key: string): Promise<DemoResult['replay']> {
  installRuntime({ level: 'ERROR', write: () => undefined });
  const history = await temporal.workflow.getHandle(key).fetchHistory();
  const match = await Worker.runReplayHistory({ workflowBundle: await readBundle(BUNDLE) }, history, key).then(
    () => true,
    () => false,
  );
  return { match, events: history.events?.length ?? 0 };
}
