import type { Handbook } from '../handbook/handbook.model.js';
import { decide } from '../incidents/decide.js';
import { deadlines } from '../incidents/decide-time.js';
import { evolve, unopened } from '../incidents/evolve.js';
import type { Delivery, Incident, Page, Rung } from '../incidents/incident.model.js';
import type { Command, SkippedTarget } from '../incidents/incident-command.model.js';
import type { IncidentEventBody, IncidentOpening } from '../incidents/incident-event.model.js';
import { open } from '../incidents/open.js';
import type { DurationMs, Instant } from '../instant.js';
import type { ZoneRules } from '../oncall/zone-rules.js';
import { buildPlan } from './build-plan.js';
import { type FoundResponders, findResponders, type ResponderSearch } from './find-responders.js';
import { type Scenario, withAnswerer } from './scenario.js';

/** One send to one person over one method, as it would leave. */
export interface SimulatedPage {
  readonly at: Instant;
  readonly afterMs: DurationMs;
  readonly person: string;
  readonly method: string;
  readonly channel: string;
  readonly rung: Rung;
}

/** One rung as it is reached, whether or not anybody could be paged for it. */
export interface SimulatedStep {
  readonly afterMs: DurationMs;
  readonly rung: Rung;
  /** Schedules and people, as the policy names them. */
  readonly targets: readonly string[];
}

export interface Simulation {
  readonly steps: readonly SimulatedStep[];
  readonly pages: readonly SimulatedPage[];
  /** Targets that nobody could be paged for, with the instant. */
  readonly skipped: readonly (SkippedTarget & { readonly afterMs: DurationMs })[];
  /** When the whole ladder was used up; null: somebody answered before. */
  readonly exhaustedAfterMs: DurationMs | null;
  readonly acknowledgedBy: string | null;
}

/** More steps than any ladder has; a scenario that takes more is a defect, not a long incident. */
const MAX_STEPS = 10_000;

interface Run {
  incident: Incident;
  now: Instant;
  exhaustedAt: Instant | null;
  readonly steps: SimulatedStep[];
  readonly pages: SimulatedPage[];
  readonly skipped: (SkippedTarget & { readonly afterMs: DurationMs })[];
}

/**
 * Everything that would be sent, decided by the same rules that decide a real incident, until somebody acknowledges or, where
 * nobody will, the catch-all has been paged once. Pure: the same handbook and scenario give the same pages. Guide: G1.2
 */
export function simulate(handbook: Handbook, scenario: Scenario, zones: ZoneRules): Simulation {
  return simulateWith(handbook, withAnswerer(handbook, scenario, zones), (search) => findResponders(handbook, search, zones));
}

/** Who answers for the targets of a rung. */
export type Find = (search: ResponderSearch) => FoundResponders;

/** As `simulate`, where somebody else says who answers. */
export function simulateWith(handbook: Handbook, scenario: Scenario, find: Find): Simulation {
  const opening = openingOf(handbook, scenario);
  const run: Run = { incident: unopened(opening), now: scenario.at, exhaustedAt: null, steps: [], pages: [], skipped: [] };
  record(run, open(opening, scenario.at));
  for (let step = 0; step < MAX_STEPS; step += 1) {
    settle(run, find);
    if (isQuiet(run, scenario)) break;
    run.now = nextInstant(run.incident, scenario);
    if (isAcknowledged(run, scenario)) acknowledge(run, scenario);
    else act(run, { kind: 'tick' });
  }
  return {
    steps: run.steps,
    pages: run.pages,
    skipped: run.skipped,
    exhaustedAfterMs: run.exhaustedAt === null ? null : run.exhaustedAt - scenario.at,
    acknowledgedBy: run.incident.holder?.person ?? null,
  };
}

function openingOf(handbook: Handbook, { service, severity, at }: Scenario): IncidentOpening {
  return {
    key: 'SIMULATED',
    title: 'simulated',
    service,
    severity,
    detectedAt: at,
    plan: buildPlan(handbook, service),
    visibility: 'INTERNAL',
    test: true,
    handbookVersionId: 0,
    declaredBy: null,
    recurrenceOf: null,
  };
}

/** Finds everybody who is summoned and sends everything that is due, until nothing more happens at this instant. */
function settle(run: Run, find: Find): void {
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const summons = run.incident.summons[0];
    const due = dueDelivery(run.incident, run.now);
    if (summons !== undefined) {
      const found = find({ targets: summons.targets, urgency: summons.urgency, at: run.now });
      act(run, { kind: 'respondersResolved', summons: summons.id, ...found });
    } else if (due !== undefined) {
      send(run, due);
    } else {
      return;
    }
  }
}

interface Due {
  readonly page: Page;
  readonly delivery: Delivery;
}

const waiting = (incident: Incident): readonly Due[] =>
  incident.pages.flatMap((page) => page.deliveries.filter((one) => one.status === 'WAITING').map((delivery) => ({ page, delivery })));

const dueDelivery = (incident: Incident, now: Instant): Due | undefined => waiting(incident).find(({ delivery }) => delivery.dueAt <= now);

function send(run: Run, { page, delivery }: Due): void {
  const { person, rung } = page;
  const { method, channel } = delivery;
  run.pages.push({ at: run.now, afterMs: sinceStart(run), person, method, channel, rung });
  act(run, { kind: 'deliverySettled', delivery: delivery.key, outcome: { status: 'SENT', receipt: 'simulated' } });
}

const sinceStart = (run: Run): DurationMs => run.now - run.incident.detectedAt;

/** Nobody is to be paged any more; or no answer is to come, and the catch-all has been told over every method of its first round. */
function isQuiet({ incident }: Run, { acknowledges }: Scenario): boolean {
  if (incident.ladder === null) return true;
  const isAnswerToCome = acknowledges !== null && incident.holder === null;
  return !isAnswerToCome && incident.ladder.kind === 'EXHAUSTED' && incident.summons.length === 0 && waiting(incident).length === 0;
}

function nextInstant(incident: Incident, { acknowledges }: Scenario): Instant {
  const due = [...deadlines(incident).map((one) => one.at), ...waiting(incident).map(({ delivery }) => delivery.dueAt)];
  const answer = acknowledges === null ? [] : [incident.detectedAt + acknowledges.afterMs];
  return Math.min(...due, ...answer);
}

const isAcknowledged = (run: Run, { acknowledges }: Scenario): boolean => acknowledges !== null && sinceStart(run) >= acknowledges.afterMs;

function acknowledge(run: Run, { acknowledges }: Scenario): void {
  if (acknowledges === null) return;
  act(run, { kind: 'acknowledge', by: { person: acknowledges.person, via: 'SYSTEM', verified: true } });
}

function act(run: Run, command: Command): void {
  const decided = decide(run.incident, command, run.now);
  if (decided.ok) record(run, decided.value.events);
}

function record(run: Run, bodies: readonly IncidentEventBody[]): void {
  for (const body of bodies) {
    run.incident = evolve(run.incident, { ...body, seq: run.incident.lastSeq + 1, at: run.now });
    note(run, body);
  }
}

function note(run: Run, body: IncidentEventBody): void {
  if (body.type === 'LadderMoved' && body.position.kind === 'EXHAUSTED') run.exhaustedAt ??= run.now;
  if (body.type === 'RespondersFound') run.skipped.push(...body.skipped.map((one) => ({ ...one, afterMs: sinceStart(run) })));
  if (body.type !== 'Summoned') return;
  const { rung, targets } = body.summons;
  run.steps.push({ afterMs: sinceStart(run), rung, targets: targets.map((target) => target.id) });
}
