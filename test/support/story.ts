import { randomUUID } from 'node:crypto';
import type { AlertSnapshot } from '../../domain/alerts/alert.model.js';
import type { Severity } from '../../domain/handbook/handbook.model.js';
import type { PersonCommand } from '../../domain/incidents/incident-command.model.js';
import type { Incident } from '../../domain/incidents/incident.model.js';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../domain/instant.js';
import type { CommandAnswer } from '../../services/orchestration/incident-commands.port.js';
import { VirtualTime } from '../../services/orchestration/virtual-time.js';
import { QUERIES } from '../../workflows/contracts/incident.contract.js';
import type { StoryWorld } from './story-world.js';

/** One incident, told step by step in virtual time. */
export class Story {
  readonly time: VirtualTime;
  private readonly looked = new Set<string>();
  private snapshot: AlertSnapshot;

  private constructor(
    readonly world: StoryWorld,
    readonly key: string,
    severity: Severity,
  ) {
    this.time = new VirtualTime(world.client, key);
    this.snapshot = { revision: 1, firing: 1, total: 1, proposes: severity, firings: 1, lastFiredAt: Date.now(), lastResolvedAt: null };
  }

  /** An alert for payments is accepted, and the incident begins. */
  static async begins(world: StoryWorld, severity: Severity = 'SEV1'): Promise<Story> {
    const urgency = world.handbooks.handbook.severities[severity].urgency;
    const { rows } = await world.pool.query<{ key: string }>(
      `WITH number AS (SELECT nextval('incident_number') AS n)
       INSERT INTO incidents (key, number, title, service, severity, urgency, status, handbook_version_id, detected_at)
       SELECT 'INC-' || n, n, 'ErrorRateHigh', 'payments', $1, $2, 'TRIAGE', (SELECT max(id) FROM handbook_versions), to_timestamp($3::double precision / 1000) FROM number
       RETURNING key`,
      [severity, urgency, Date.now()],
    );
    const story = new Story(world, rows[0]?.key ?? '', severity);
    await world.delivery.deliver({ incidentKey: story.key, snapshot: story.snapshot });
    await story.time.untilQuiet();
    return story;
  }

  /** `15 minutes`, `1 hour`, `30 seconds`. */
  async passes(duration: string): Promise<void> {
    await this.time.passes(parse(duration));
  }

  async command(by: string, command: PersonCommand, commandId: string = randomUUID()): Promise<CommandAnswer> {
    const issuedAt = await this.time.now();
    const answer = await this.world.commands.execute(this.key, { commandId, issuedAt, by: { person: by, via: 'API', verified: true }, command });
    await this.time.untilQuiet();
    return answer;
  }

  async hears(change: Partial<AlertSnapshot>): Promise<void> {
    this.snapshot = { ...this.snapshot, revision: this.snapshot.revision + 1, ...change };
    await this.world.delivery.deliver({ incidentKey: this.key, snapshot: this.snapshot });
    await this.time.untilQuiet();
  }

  /** Exactly these people were paged over their first method since the last look; an unexpected page fails. */
  expectPaged(...people: readonly string[]): void {
    const pages = this.newPages();
    expect(pages.filter((page) => !page.includes('/')).sort()).toEqual([...people].sort());
  }

  expectNoPage(): void {
    expect(this.newPages()).toEqual([]);
  }

  /** Every delivery so far: `person/method`. */
  deliveries(): readonly string[] {
    return this.all();
  }

  private newPages(): readonly string[] {
    const fresh = this.all().filter((page) => !this.looked.has(page));
    for (const page of fresh) this.looked.add(page);
    return fresh.map((page) => page.split('/').slice(-2)).map(([person, method]) => (method === 'ntfy' ? `${person}` : `${person}/${method}`));
  }

  private all(): readonly string[] {
    return [...this.world.ntfy.sent, ...this.world.email.sent].map((page) => page.idempotencyKey).filter((key) => key.startsWith(`${this.key}/`));
  }

  async state(): Promise<Incident> {
    return await this.world.client.workflow.getHandle(this.key).query<Incident>(QUERIES.state);
  }

  async result(): Promise<unknown> {
    return await this.world.client.workflow.getHandle(this.key).result();
  }
}

const UNITS: Readonly<Record<string, number>> = { second: SECOND_MS, minute: MINUTE_MS, hour: HOUR_MS };

function parse(duration: string): number {
  const [count, unit] = duration.split(' ');
  const ms = UNITS[(unit ?? '').replace(/s$/, '')];
  if (ms === undefined) throw new Error(`how long is ${duration}?`);
  return Number(count) * ms;
}
