import { randomUUID } from 'node:crypto';
import type { AlertSnapshot } from '../../domain/alerts/alert.model.js';
import type { Severity } from '../../domain/handbook/handbook.model.js';
import type { Incident } from '../../domain/incidents/incident.model.js';
import type { CommandEnvelope, PersonCommand } from '../../domain/incidents/incident-command.model.js';
import type { IncidentEvent } from '../../domain/incidents/incident-event.model.js';
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS, SECOND_MS } from '../../domain/instant.js';
import { waitUntil } from '../../services/embedded/wait.js';
import type { CommandAnswer } from '../../services/orchestration/incident-commands.port.js';
import { VirtualTime } from '../../services/orchestration/virtual-time.js';
import { SIGNALS } from '../../workflows/contracts/incident.contract.js';
import type { RecordedPage } from './recording-pager.js';
import type { StoryWorld } from './story-world.js';

/** What the monitors report when an incident begins. */
export const alert = (over: { readonly proposes?: Severity } = {}): { readonly proposes: Severity } => ({ proposes: 'SEV1', ...over });

const JUST_AFTER_MS = 20;
const SENT_WITHIN_MS = 15_000;
const TIMES_ASKED_AGAIN = 5;

/** How a page was expected, for more to be said about it. */
export interface Paged {
  /** The page's own reason contains these words. */
  because(words: string): Paged;
  /** The first delivery went over this method. */
  over(method: string): Paged;
}

/** One incident, told step by step in virtual time. */
export class StoryIncident {
  key = '';
  /** After an outage pages may come late. */
  mayBeLate = false;
  /** The workflow that lives the incident now. */
  workflowId = '';
  private clock: VirtualTime | undefined;
  private readonly looked = new Set<string>();
  private snapshot: AlertSnapshot | undefined;

  constructor(
    readonly world: StoryWorld,
    private readonly service = 'payments',
  ) {}

  get hasBegun(): boolean {
    return this.key !== '';
  }

  /** An alert for payments is accepted; the incident begins and comes to rest. */
  async receives({ proposes } = alert()): Promise<this> {
    await this.isAccepted(() => undefined, proposes);
    await this.time.untilQuiet();
    return this;
  }

  /** As `receives`, without waiting for what follows. `prepare` arranges the channels for the new key before anything is sent. */
  async isAccepted(prepare: (incident: StoryIncident) => void, proposes: Severity = 'SEV1'): Promise<void> {
    this.snapshot = { revision: 1, firing: 1, total: 1, proposes, firings: 1, lastFiredAt: Date.now(), lastResolvedAt: null };
    this.key = await this.world.insertIncident(proposes, this.service);
    this.livesIn(this.key);
    prepare(this);
    await this.world.delivery.deliver({ incidentKey: this.key, snapshot: this.snapshot });
  }

  /** As `receives`, of an incident that only the people named on it may see. */
  async isRestricted(): Promise<this> {
    this.snapshot = { revision: 1, firing: 1, total: 1, proposes: 'SEV1', firings: 1, lastFiredAt: Date.now(), lastResolvedAt: null };
    this.key = await this.world.insertIncident('SEV1');
    await this.world.pool.query(`UPDATE incidents SET visibility = 'RESTRICTED' WHERE key = $1`, [this.key]);
    this.livesIn(this.key);
    await this.world.delivery.deliver({ incidentKey: this.key, snapshot: this.snapshot });
    await this.time.untilQuiet();
    return this;
  }

  /** From here the story follows another workflow's clock, and asks it. */
  livesIn(workflowId: string): void {
    this.workflowId = workflowId;
    this.clock = new VirtualTime(this.world.client, workflowId);
  }

  get time(): VirtualTime {
    if (this.clock === undefined) throw new Error('nothing has been received yet');
    return this.clock;
  }

  /** `15 minutes`, `1 hour`, `30 seconds`. */
  async passes(duration: string): Promise<void> {
    await this.time.passes(parse(duration));
  }

  /** Until the workflow's own clock shows `at`: a run that took over began with the real one. */
  async reaches(at: Instant): Promise<void> {
    for (let now = await this.time.now(); now < at; now = await this.time.now()) await this.time.passes(at - now + JUST_AFTER_MS);
  }

  /** An operator resets the workflow to its first task. */
  async isReset(): Promise<void> {
    const { client, namespace } = this.world;
    const { runId } = (await client.workflow.getHandle(this.key).describe()) ?? {};
    const { events } = await client.workflow.getHandle(this.key, runId).fetchHistory();
    const first = events?.find((event) => event.workflowTaskCompletedEventAttributes);
    await client.workflowService.resetWorkflowExecution({
      namespace,
      workflowExecution: { workflowId: this.key, runId },
      workflowTaskFinishEventId: first?.eventId ?? null,
      requestId: randomUUID(),
      reason: 'a story',
    });
    await this.time.untilQuiet();
  }

  /** A person acts through the API, and everything that follows at once has happened. */
  async does(by: string, command: PersonCommand, commandId: string = randomUUID()): Promise<CommandAnswer> {
    const answer = await this.asksOnce(by, command, commandId);
    await this.time.untilQuiet();
    return answer.outcome === 'PENDING' ? await this.asks(by, command, commandId) : answer;
  }

  /**
   * As `does`, without waiting for what follows. On a machine that is slower than the API's patience the same command is asked
   * again, until it is answered with what it came to.
   */
  async asks(by: string, command: PersonCommand, commandId: string = randomUUID()): Promise<CommandAnswer> {
    let answer = await this.asksOnce(by, command, commandId);
    for (let again = 0; answer.outcome === 'PENDING' && again < TIMES_ASKED_AGAIN; again += 1)
      answer = await this.asksOnce(by, command, commandId);
    return answer;
  }

  /** One request, and what the API answers to it: `PENDING` where it came to nothing within its patience. */
  async asksOnce(by: string, command: PersonCommand, commandId: string = randomUUID()): Promise<CommandAnswer> {
    return await this.world.commands.execute(this.key, await this.envelope(by, command, commandId));
  }

  /** The same command as a durable signal. */
  async signals(by: string, command: PersonCommand, how: Partial<Pick<CommandEnvelope, 'commandId' | 'issuedAt'>> = {}): Promise<void> {
    const envelope = { ...(await this.envelope(by, command, randomUUID())), ...how };
    await this.world.client.workflow.getHandle(this.workflowId).signal(SIGNALS.submitCommand, envelope);
  }

  /** What the monitors say now; a revision further than before. */
  async hears(change: Partial<AlertSnapshot>): Promise<'DELIVERED' | 'CLOSED'> {
    const delivered = await this.isTold(change);
    await this.time.untilQuiet();
    return delivered;
  }

  /** As `hears`, without waiting for what follows. */
  async isTold(change: Partial<AlertSnapshot>): Promise<'DELIVERED' | 'CLOSED'> {
    if (this.snapshot === undefined) throw new Error('nothing has been received yet');
    this.snapshot = { ...this.snapshot, revision: this.snapshot.revision + 1, ...change };
    return await this.world.delivery.deliver({ incidentKey: this.key, snapshot: this.snapshot });
  }

  /** Exactly these people were paged since the last look, each once. */
  expectPaged(...people: readonly string[]): Paged {
    const pages = this.newPages();
    expect(pages.map(personOf).sort()).toEqual([...people].sort());
    return pagedBy(pages);
  }

  expectNoPage(): void {
    this.expectPaged();
  }

  /** Waits, in real time, until this many deliveries have left. */
  async untilSent(count: number): Promise<void> {
    const sent = await waitUntil(() => this.sent.length >= count, SENT_WITHIN_MS);
    if (!sent) throw new Error(`${this.sent.length} deliveries of ${this.key} left within ${SENT_WITHIN_MS} ms, not ${count}`);
  }

  /** Everybody who was reminded so far, oldest first: `ben due follow-up/1`, once for each notice that left. */
  get reminders(): readonly string[] {
    const told = [...this.world.ntfy.told, ...this.world.email.told].map(({ idempotencyKey }) => idempotencyKey);
    const keys = told.filter((key) => key.startsWith(`${this.key}/reminder/`)).map((key) => key.split('/').slice(2));
    return keys.map((parts) => `${parts.at(-2)} ${parts.at(-4)} ${parts.slice(0, -5).join('/')}`);
  }

  /** Every delivery that left so far, oldest first: `ada/ntfy`. */
  get deliveries(): readonly string[] {
    return this.sent.map(({ idempotencyKey }) => idempotencyKey.split('/').slice(-2).join('/'));
  }

  get sent(): readonly RecordedPage[] {
    const pages = [...this.world.ntfy.sent, ...this.world.email.sent];
    return pages.filter(({ idempotencyKey }) => idempotencyKey.startsWith(`${this.key}/`));
  }

  async state(): Promise<Incident> {
    return await this.time.state();
  }

  /** What is recorded, oldest first. */
  async record(): Promise<readonly IncidentEvent[]> {
    const { rows } = await this.world.pool.query<{ event: IncidentEvent }>(
      `SELECT body || jsonb_build_object('seq', seq, 'type', type, 'at', round(extract(epoch FROM at) * 1000)::bigint) AS event
       FROM incident_events WHERE incident_key = $1 ORDER BY seq`,
      [this.key],
    );
    return rows.map((row) => row.event);
  }

  /** How often an event of this type is recorded. */
  async counts(type: IncidentEvent['type']): Promise<number> {
    return (await this.record()).filter((event) => event.type === type).length;
  }

  async result(): Promise<unknown> {
    return await this.world.client.workflow.getHandle(this.key).result();
  }

  private async envelope(by: string, command: PersonCommand, commandId: string): Promise<CommandEnvelope> {
    return { commandId, issuedAt: await this.time.now(), by: { person: by, via: 'API', verified: true }, command };
  }

  /** The first delivery of each page that nobody has looked at. */
  private newPages(): readonly RecordedPage[] {
    const fresh: RecordedPage[] = [];
    for (const page of this.sent) {
      const id = pageOf(page);
      if (this.looked.has(id)) continue;
      this.looked.add(id);
      fresh.push(page);
    }
    return fresh;
  }
}

const pageOf = ({ idempotencyKey }: RecordedPage): string => idempotencyKey.slice(0, idempotencyKey.lastIndexOf('/'));
const personOf = (page: RecordedPage): string => pageOf(page).split('/').at(-1) ?? '';

function pagedBy(pages: readonly RecordedPage[]): Paged {
  const paged: Paged = {
    because: (words) => {
      for (const page of pages) expect(page.message.reason).toContain(words);
      return paged;
    },
    over: (method) => {
      for (const page of pages) expect(page.idempotencyKey.split('/').at(-1)).toBe(method);
      return paged;
    },
  };
  return paged;
}

const UNITS: Readonly<Record<string, number>> = { second: SECOND_MS, minute: MINUTE_MS, hour: HOUR_MS, day: DAY_MS };

function parse(duration: string): number {
  const [count, unit] = duration.split(' ');
  const ms = UNITS[(unit ?? '').replace(/s$/, '')];
  if (ms === undefined) throw new Error(`how long is ${duration}?`);
  return Number(count) * ms;
}
