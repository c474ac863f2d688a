import type { AlertSnapshot } from '../../domain/alerts/alert.model.js';
import { buildCommunicationPlan } from '../../domain/communications/build-communication-plan.js';
import type { StatusPostOutcome } from '../../domain/communications/status-post-command.model.js';
import { buildPlan } from '../../domain/escalation/build-plan.js';
import type { FoundResponders } from '../../domain/escalation/find-responders.js';
import type { Handbook, Severity } from '../../domain/handbook/handbook.model.js';
import { decide } from '../../domain/incidents/decide.js';
import { deadlines } from '../../domain/incidents/decide-time.js';
import type { Decided } from '../../domain/incidents/draft.js';
import { evolve, unopened } from '../../domain/incidents/evolve.js';
import type { Actor, Incident, Summons } from '../../domain/incidents/incident.model.js';
import type { Command, DeliveryOutcome, PersonCommand, SystemCommand } from '../../domain/incidents/incident-command.model.js';
import type { IncidentEvent, IncidentEventBody, IncidentOpening } from '../../domain/incidents/incident-event.model.js';
import { open } from '../../domain/incidents/open.js';
import { DAY_MS, type Instant, MINUTE_MS } from '../../domain/instant.js';
import { buildPostIncidentPlan } from '../../domain/postincident/build-post-incident-plan.js';
import { ownerCandidates } from '../../domain/postincident/owner-candidates.js';
import type { PostIncidentPlan } from '../../domain/postincident/plan.model.js';
import { sampleHandbook } from './sample-handbook.js';

const HOLDS: Readonly<Record<string, string>> = { 'on-call': 'ada', secondary: 'ben' };

export const actor = (person: string): Actor => ({ person, via: 'API', verified: true });

export function opening(severity: Severity = 'SEV1', handbook: Handbook = sampleHandbook): IncidentOpening {
  const start = { service: 'payments', visibility: 'INTERNAL', test: false } as const;
  const communications = buildCommunicationPlan(handbook, start);
  return {
    ...start,
    key: 'INC-1042',
    title: 'ErrorRateHigh',
    severity,
    handbookVersionId: 1,
    detectedAt: 0,
    plan: buildPlan(handbook, 'payments'),
    declaredBy: null,
    recurrenceOf: null,
    ...(communications === undefined ? {} : { communications }),
    ...pinned(buildPostIncidentPlan(handbook, null)),
  };
}

const pinned = (postIncident: PostIncidentPlan | null): Pick<IncidentOpening, 'postIncident'> =>
  postIncident === null ? {} : { postIncident };

/** A page as a story tells it: minutes after the incident began. */
export interface ToldPage {
  readonly person: string;
  readonly minute: number;
}

/**
 * One incident without any machinery: commands are decided at once, every summons finds its people, every due delivery arrives.
 * Time is what the test says. It remembers every page that really left.
 */
export class PureIncident {
  readonly events: IncidentEvent[] = [];
  readonly sent: ToldPage[] = [];
  /** Every reminder that left, oldest first: `2880 ben before-2d follow-up/1`, in minutes. */
  readonly reminded: string[] = [];
  state: Incident;
  at: Instant = 0;
  /** What each delivery comes to; a test may break channels. */
  channel: (delivery: { readonly person: string; readonly method: string }) => DeliveryOutcome = () => ({ status: 'SENT', receipt: '' });
  /** What the status page answers to each post. */
  page: (post: string) => StatusPostOutcome = (post) => ({ status: 'PUBLISHED', receipt: post });
  /** Who left the handbook. */
  readonly gone = new Set<string>();

  constructor(
    severity: Severity = 'SEV1',
    private readonly handbook: Handbook = sampleHandbook,
    begins: Partial<IncidentOpening> = {},
    /** Who answers a summons; without it, the schedules have fixed holders. */
    private readonly find?: (summons: Summons, at: Instant) => FoundResponders,
  ) {
    const start = { ...opening(severity, handbook), ...begins };
    this.state = unopened(start);
    this.record(open(start, this.at));
    this.settle();
  }

  /** A person acts now. */
  does(by: string, command: PersonCommand): Decided {
    return this.decide({ ...command, by: actor(by) });
  }

  hears(change: Partial<AlertSnapshot>): Decided {
    const { revision, firing, firings } = this.state.alerts;
    const said = {
      revision: revision + 1,
      firing,
      total: 1,
      proposes: this.state.severity,
      firings,
      lastFiredAt: this.at,
      lastResolvedAt: null,
    };
    return this.decide({ kind: 'alertsReceived', snapshot: { ...said, ...change } });
  }

  /** Minutes pass; everything happens when it is due. */
  passes(minutes: number): this {
    const until = this.at + minutes * MINUTE_MS;
    for (let next = this.nextDue(); next <= until; next = this.nextDue()) {
      this.at = Math.max(this.at, next);
      this.decide({ kind: 'tick' });
    }
    this.at = until;
    return this;
  }

  /** Minutes pass while nothing runs; then everything that was missed is caught up with. */
  sleeps(minutes: number): this {
    this.at += minutes * MINUTE_MS;
    this.decide({ kind: 'tick' });
    return this;
  }

  decide(command: Command): Decided {
    const decided = decide(this.state, command, this.at);
    if (decided.ok) this.record(decided.value.events);
    this.settle();
    return decided;
  }

  /** Whom the incident paged since the last look. */
  pages(): readonly ToldPage[] {
    return this.sent.splice(0);
  }

  private nextDue(): Instant {
    const waiting = this.state.pages.flatMap((page) => page.deliveries.filter((one) => one.status === 'WAITING').map((one) => one.dueAt));
    return Math.min(...deadlines(this.state).map((one) => one.at), ...waiting);
  }

  private record(bodies: readonly IncidentEventBody[]): void {
    for (const body of bodies) {
      const event: IncidentEvent = { ...body, seq: this.state.lastSeq + 1, at: this.at };
      this.state = evolve(this.state, event);
      this.events.push(event);
    }
  }

  /** Summons and deliveries that are due, until none is left. */
  private settle(): void {
    for (let next = this.nextReport(); next !== null; next = this.nextReport()) {
      const decided = decide(this.state, next, this.at);
      if (decided.ok) this.record(decided.value.events);
    }
  }

  private nextReport(): SystemCommand | null {
    const summons = this.state.summons[0];
    if (summons !== undefined) return this.found(summons);
    const post = this.state.statusPage?.posts.find(({ state }) => state === 'PUBLISHING');
    if (post !== undefined) return { kind: 'statusPostSettled', post: post.id, outcome: this.page(post.id) };
    for (const page of this.state.pages) {
      const delivery = page.deliveries.find((one) => one.status === 'WAITING' && one.dueAt <= this.at);
      if (delivery === undefined) continue;
      const outcome = this.channel({ person: page.person, method: delivery.method });
      if (outcome.status === 'SENT') this.sent.push({ person: `${page.person}/${delivery.method}`, minute: this.at / MINUTE_MS });
      return { kind: 'deliverySettled', delivery: delivery.key, outcome };
    }
    return this.learns();
  }

  /** The draft is written at once, every reminder arrives. */
  private learns(): SystemCommand | null {
    const { postIncident } = this.state;
    if (postIncident?.postmortem?.status === 'WANTED') {
      const dueAt = this.at + (postIncident.plan.postmortemDueDays[this.state.severity] ?? 0) * DAY_MS;
      return { kind: 'postmortemDrafted', revision: 1, digest: 'draft', owner: ownerCandidates(this.state)[0] ?? '', dueAt };
    }
    const reminder = postIncident?.reminders[0];
    if (reminder === undefined) return null;
    const person = reminder.to === 'LEAD' ? (postIncident?.plan.lead ?? '') : reminder.owner;
    this.reminded.push(`${this.at / MINUTE_MS} ${person} ${reminder.stage} ${reminder.subject}`);
    return { kind: 'reminderSettled', reminder: reminder.key, outcome: { status: 'SENT', person, method: 'email', receipt: '' } };
  }

  private found(summons: Summons): SystemCommand {
    if (this.find !== undefined) return { kind: 'respondersResolved', summons: summons.id, ...this.find(summons, this.at) };
    const people = summons.targets.map(({ kind, id }) => (kind === 'schedule' ? (HOLDS[id] ?? id) : id));
    const here = [...new Set(people)].filter((person) => !this.gone.has(person) && this.handbook.people[person] !== undefined);
    return {
      kind: 'respondersResolved',
      summons: summons.id,
      responders: here.map((person) => ({
        person,
        rungs: (this.handbook.people[person]?.reach[summons.urgency] ?? []).map(({ method, afterMs }) => ({
          method,
          channel: 'email',
          afterMs,
        })),
      })),
      skipped: people.filter((person) => !here.includes(person)).map((target) => ({ target, reason: 'NOT_IN_HANDBOOK' })),
    };
  }
}

/** `ada 0`, `ben 15`: who was first reached at which minute. */
export const firstReached = (pages: readonly ToldPage[]): readonly string[] =>
  pages.filter(({ person }) => person.endsWith('/ntfy')).map(({ person, minute }) => `${person.split('/')[0]} ${minute}`);
