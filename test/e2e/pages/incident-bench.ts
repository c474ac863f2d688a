import type { Pool } from 'pg';
import { buildCommunicationPlan } from '../../../domain/communications/build-communication-plan.js';
import { DomainFailure } from '../../../domain/error.js';
import { buildPlan } from '../../../domain/escalation/build-plan.js';
import type { Handbook, Severity, Visibility } from '../../../domain/handbook/handbook.model.js';
import { decide } from '../../../domain/incidents/decide.js';
import { evolve, unopened } from '../../../domain/incidents/evolve.js';
import type { Incident } from '../../../domain/incidents/incident.model.js';
import type { Adoption, Command, CommandEnvelope } from '../../../domain/incidents/incident-command.model.js';
import type { IncidentEvent, IncidentEventBody, IncidentOpening } from '../../../domain/incidents/incident-event.model.js';
import type { CommandResult } from '../../../domain/incidents/incident-snapshot.model.js';
import { open } from '../../../domain/incidents/open.js';
import type { Instant } from '../../../domain/instant.js';
import { holderAt } from '../../../domain/oncall/holder.js';
import { buildPostIncidentPlan } from '../../../domain/postincident/build-post-incident-plan.js';
import { ownerCandidates } from '../../../domain/postincident/owner-candidates.js';
import { temporalZoneRules } from '../../../services/handbook/zone-rules.temporal.js';
import type { CommandAnswer, IncidentCommands } from '../../../services/orchestration/incident-commands.port.js';
import { withAdoption } from '../../../services/orchestration/with-adoption.js';
import { withDigest } from '../../../services/orchestration/with-digest.js';
import { IncidentRecordRepository } from '../../../services/persistence/incident-record.repository.js';
import { PostmortemRevisionsRepository } from '../../../services/persistence/postmortem-revisions.repository.js';
import { PostmortemDeskService } from '../../../services/postincident/postmortem-desk.service.js';

export interface Begin {
  readonly title?: string;
  readonly severity?: Severity;
  readonly service?: string;
  readonly visibility?: Visibility;
  /** It is learnt from, as the handbook says. */
  readonly learns?: true;
  readonly at: Instant;
}

/** Incidents that decide by the real rules and are recorded by the real record, in this process instead of a workflow. */
export class IncidentBench implements IncidentCommands {
  /** What arrived, in order. */
  readonly received: CommandEnvelope[] = [];
  worker: 'UP' | 'DOWN' | 'BROKEN' = 'UP';
  /** What an incident adopts. */
  running: { readonly versionId: number; readonly handbook: Handbook };
  private readonly record: IncidentRecordRepository;
  private readonly known = new Map<string, Incident>();
  private readonly answers = new Map<string, CommandResult>();
  private readonly revisions: PostmortemRevisionsRepository;
  private readonly zones = temporalZoneRules();
  private number = 1041;

  constructor(
    readonly pool: Pool,
    private readonly handbook: Handbook,
    private readonly clock: { now(): number },
  ) {
    this.record = new IncidentRecordRepository(pool);
    this.revisions = new PostmortemRevisionsRepository(pool);
    this.running = { versionId: 1, handbook };
  }

  /** The version to which its incidents refer, with the text of a handbook. */
  async prepare(source = ''): Promise<void> {
    await this.pool.query(
      `INSERT INTO handbook_versions (digest, handbook_id, author_version, source, compiled, applied_by, applied_at) VALUES ('d', 'h', '1', $1, '{}', 'test', to_timestamp(0))`,
      [source],
    );
  }

  async begin({
    title = 'ErrorRateHigh in us-east-1',
    severity = 'SEV1',
    service = 'payments',
    visibility = 'INTERNAL',
    learns,
    at,
  }: Begin): Promise<string> {
    this.number += 1;
    const key = `INC-${this.number}`;
    const plan = buildPlan(this.handbook, service);
    const communications = buildCommunicationPlan(this.handbook, { service, visibility, test: false });
    const postIncident = buildPostIncidentPlan(this.handbook, null);
    const opening: IncidentOpening = {
      key,
      title,
      service,
      severity,
      visibility,
      test: false,
      handbookVersionId: 1,
      detectedAt: at,
      plan,
      declaredBy: null,
      recurrenceOf: null,
      ...(communications === undefined ? {} : { communications }),
      ...(learns === undefined || postIncident === null ? {} : { postIncident }),
    };
    await this.pool.query(
      `INSERT INTO incidents (key, number, title, service, severity, urgency, status, visibility, handbook_version_id, detected_at)
       VALUES ($1, $2, $3, $4, $5, 'HIGH', 'TRIAGE', $6, 1, to_timestamp($7 / 1000.0))`,
      [key, this.number, title, service, severity, visibility, at],
    );
    this.known.set(key, unopened(opening));
    await this.commit(key, open(opening, at), { at, results: [] });
    await this.settle(key, at);
    return key;
  }

  /** The monitors' word: `names` are firing, each with hostile or harmless texts of the test's choice. */
  async fires(
    key: string,
    at: Instant,
    alerts: readonly { readonly name: string; readonly summary: string; readonly sourceUrl?: string; readonly runbookUrl?: string }[],
  ): Promise<void> {
    for (const [i, alert] of alerts.entries()) {
      await this.pool.query(
        `INSERT INTO alerts (integration_id, dedup_key, status, name, summary, labels, annotations, priority, source_url, service, proposes, group_key, incident_key,
           starts_at, events, firings, fired_in, first_seen_at, last_seen_at, fired_at, first_event_id, last_event_id)
         VALUES ('i', $1, 'FIRING', $2, $3, '{}', $4, 'HIGH', $5, 'payments', 'SEV1', 'g', $6, to_timestamp($7 / 1000.0), 1, 1, 1, to_timestamp(0), to_timestamp(0), to_timestamp(0), gen_random_uuid(), gen_random_uuid())`,
        [
          `${key}-${i}`,
          alert.name,
          alert.summary,
          JSON.stringify({ runbook_url: alert.runbookUrl ?? '' }),
          alert.sourceUrl ?? null,
          key,
          at + i,
        ],
      );
    }
    await this.pool.query('UPDATE incidents SET firing_alerts = $2, total_alerts = $2 WHERE key = $1', [key, alerts.length]);
    const { revision } = this.state(key).alerts;
    const count = alerts.length;
    await this.apply(
      key,
      {
        kind: 'alertsReceived',
        snapshot: {
          revision: revision + 1,
          firing: count,
          total: count,
          proposes: 'SEV1',
          firings: count,
          lastFiredAt: at,
          lastResolvedAt: null,
        },
      },
      at,
    );
  }

  state(key: string): Incident {
    const incident = this.known.get(key);
    if (incident === undefined) throw new Error(`no ${key}`);
    return incident;
  }

  /** Whatever a workflow would do at `at`: deadlines, lookups and sends, all of which succeed. */
  async pass(key: string, at: Instant): Promise<void> {
    for (;;) {
      const due = this.state(key).ladder?.dueAt ?? Number.POSITIVE_INFINITY;
      if (due > at) break;
      await this.apply(key, { kind: 'tick' }, due);
      await this.settle(key, due);
    }
    await this.apply(key, { kind: 'tick' }, at);
    await this.settle(key, at);
  }

  async apply(key: string, command: Command, at: Instant, commandId?: string): Promise<CommandResult> {
    const decided = decide(this.state(key), command, at);
    const said = { commandId: commandId ?? '', at };
    if (!decided.ok) {
      const { code, detail, field } = decided.error;
      return { ...said, ...this.head(key), outcome: 'REFUSED', code, detail, ...(field === undefined ? {} : { field }) };
    }
    const outcome = decided.value.outcome;
    const after = decided.value.events.reduce(
      (incident, body) => evolve(incident, { ...body, seq: incident.lastSeq + 1, at }),
      this.state(key),
    );
    const result: CommandResult = {
      ...said,
      outcome,
      holder: after.holder?.person ?? null,
      status: after.status,
      severity: after.severity,
    };
    await this.commit(key, decided.value.events, { at, results: commandId === undefined ? [] : [result] });
    return result;
  }

  async execute(key: string, envelope: CommandEnvelope): Promise<CommandAnswer> {
    this.received.push(envelope);
    if (this.worker === 'BROKEN') throw new Error('connection refused');
    if (this.worker === 'DOWN') return { commandId: envelope.commandId, outcome: 'PENDING', holder: null, status: null, severity: null };
    const earlier = this.answers.get(envelope.commandId);
    const { command, by } = await withAdoption(this, key, await withDigest(this.revisions, key, envelope));
    const result = earlier ?? (await this.apply(key, { ...command, by }, this.clock.now(), envelope.commandId));
    this.answers.set(envelope.commandId, result);
    await this.settle(key, this.clock.now());
    const { outcome, holder, status, severity } = result;
    if (outcome === 'REFUSED') {
      const { code = 'INTERNAL', detail = '', field } = result;
      throw new DomainFailure({ code, detail, ...(field === undefined ? {} : { field }) });
    }
    return { commandId: envelope.commandId, outcome, holder, status, severity };
  }

  adoption(key: string): Promise<Adoption> {
    const { versionId, handbook } = this.running;
    return Promise.resolve({ handbookVersionId: versionId, plan: buildPlan(handbook, this.state(key).service) });
  }

  declare(): Promise<never> {
    return Promise.reject(new Error('not here'));
  }

  private head(key: string): Pick<CommandResult, 'holder' | 'status' | 'severity'> {
    const { holder, status, severity } = this.state(key);
    return { holder: holder?.person ?? null, status, severity };
  }

  private async settle(key: string, at: Instant): Promise<void> {
    for (const summons of this.state(key).summons) {
      const people = summons.targets.flatMap(
        (target) => (target.kind === 'person' ? target.id : holderAt(this.handbook, target.id, at, this.zones)?.person) ?? [],
      );
      const responders = people.map((person) => ({
        person,
        rungs: [
          { method: 'ntfy', channel: 'ntfy' as const, afterMs: 0 },
          { method: 'email', channel: 'email' as const, afterMs: 60_000 },
        ],
      }));
      await this.apply(key, { kind: 'respondersResolved', summons: summons.id, responders, skipped: [] }, at);
    }
    await this.learn(key, at);
    const due = this.state(key).pages.flatMap((page) =>
      page.deliveries.filter((one) => one.status === 'WAITING' && one.dueAt <= at).map((one) => ({ page, one })),
    );
    for (const { page, one } of due) {
      await this.pool.query(
        `INSERT INTO deliveries (key, incident_key, page_id, person, method, channel, status, intended_at) VALUES ($1, $2, $3, $4, $5, $6, 'SENT', to_timestamp($7 / 1000.0)) ON CONFLICT DO NOTHING`,
        [one.key, key, page.id, page.person, one.method, one.channel, at],
      );
      await this.apply(key, { kind: 'deliverySettled', delivery: one.key, outcome: { status: 'SENT', receipt: 'ok' } }, at);
    }
  }

  /** The draft is written at once, as its activity would; everybody is reminded. */
  private async learn(key: string, at: Instant): Promise<void> {
    const { postIncident, severity } = this.state(key);
    if (postIncident?.postmortem?.status === 'WANTED') {
      const from = this.state(key).resolvedAt ?? at;
      const desk = { pool: this.pool, revisions: this.revisions, zones: this.zones, clock: this.clock };
      const handbooks = { current: async () => ({ versionId: 1, handbook: this.handbook }), byVersion: async () => this.handbook };
      const drafted = await new PostmortemDeskService({ ...desk, handbooks }).draft({
        incidentKey: key,
        handbookVersionId: 1,
        candidates: ownerCandidates(this.state(key)),
        from,
        dueDays: postIncident.plan.postmortemDueDays[severity] ?? 0,
      });
      await this.apply(key, { kind: 'postmortemDrafted', ...drafted }, at);
    }
    for (const { key: reminder, owner: person } of this.state(key).postIncident?.reminders ?? []) {
      const outcome = { status: 'SENT', person, method: 'email', receipt: 'ok' } as const;
      await this.apply(key, { kind: 'reminderSettled', reminder, outcome }, at);
    }
  }

  private async commit(
    key: string,
    bodies: readonly IncidentEventBody[],
    { at, results }: { readonly at: Instant; readonly results: readonly CommandResult[] },
  ): Promise<void> {
    let incident = this.state(key);
    const events: IncidentEvent[] = bodies.map((body) => {
      const event = { ...body, seq: incident.lastSeq + 1, at };
      incident = evolve(incident, event);
      return event;
    });
    const fence = 1;
    const outcome = await this.record.commit({ incidentKey: key, fence, runId: 'run', events, results });
    if (outcome.status !== 'COMMITTED') throw new Error(`fenced off from ${key}`);
    this.known.set(key, incident);
  }
}
