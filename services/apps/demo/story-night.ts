import { type Instant, MINUTE_MS } from '../../../domain/instant.js';
import { monotonicMs } from '../../config/clock.js';
import { VirtualTime } from '../../orchestration/virtual-time.js';
import type { DemoClient } from './client.js';
import type { Received, Receivers } from './receivers.js';
import { applied, type DemoParts, type Lived, read, SEEN_WITHIN_MS } from './steps.js';
import { tellOver, tellTakenOver } from './story-resolution.js';

/** What is known of the incident when the night is over. */
export interface Night extends Lived {
  /** Real milliseconds from the accepted notification to the page at the receiver. */
  readonly firstPageMs: number;
  /** `atMs`: virtual milliseconds since the first page. */
  readonly pages: readonly { readonly to: string; readonly channel: string; readonly atMs: number }[];
  readonly acknowledgedBy: string;
}

/** A page is due on the second; the virtual clock steps a little past it. */
const TOLERANCE_MS = 2_000;

/** From the alert until somebody has classified it. Throws at the first step that is not seen. Guide: G1.2, G2.3 */
export async function tellNight(parts: DemoParts): Promise<Night> {
  parts.say.chapter('The night', 'goes on');
  const { key, firstPage, firstPageMs, time, began } = await detect(parts);
  const pages = new PageLog(parts.receivers, began);
  pages.note(firstPage, began);
  await primaryMisses(parts, { time, pages });
  const acknowledgedBy = await secondaryAcknowledges(parts, { key, time, pages });
  await work(parts, { key, time });
  return { key, time, firstPageMs, pages: pages.all, acknowledgedBy };
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
  return { key, firstPage, firstPageMs, time, began };
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
  return (await read<{ holder: { id: string } | null }>(api, key, 'holder { id }')).holder?.id ?? null;
}

async function work({ api, say }: DemoParts, { key, time }: Lived): Promise<void> {
  const assess = { key, impact: 'card payments in eu-west-1 fail', services: ['payments'], usersAffected: 1200 };
  await applied(api.command('assessIncident', 'AssessIncidentInput', assess));
  say.tell(await time.now(), 'assessed: card payments in eu-west-1 fail, 1200 users');
  const classify = { key, severity: 'SEV1', reason: 'payments are down for a region' };
  await applied(api.command('classifyIncident', 'ClassifyIncidentInput', classify));
  say.tell(await time.now(), 'classified: SEV1, by a person');
}

/** Somebody says that it is over, and whoever is on call looks after what is left. */
export async function tellResolution(parts: DemoParts, lived: Lived): Promise<void> {
  await lived.time.passes(4 * MINUTE_MS);
  await tellOver(parts, lived);
  await tellTakenOver(parts, lived);
}
