import type { Handbook, Severity, Urgency } from '../handbook/handbook.model.js';
import type { DurationMs, Instant } from '../instant.js';
import type { ZoneRules } from '../oncall/zone-rules.js';
import type { PlanOf } from './memoised-plans.js';
import { isAsleep } from './night-judge.js';

/** What is recorded of an incident that happened. */
export interface PastIncident {
  readonly key: string;
  readonly service: string;
  readonly severity: Severity;
  readonly at: Instant;
  readonly pages: readonly { readonly person: string; readonly at: Instant; readonly urgency: Urgency }[];
  /** The first acknowledgement; null: nobody's. */
  readonly acknowledged: { readonly person: string; readonly at: Instant } | null;
}

/** How long people take from their page to their acknowledgement: in each incident that they answered, and the median of these. */
export interface Habits {
  readonly delays: ReadonlyMap<string, DurationMs>;
  readonly medians: ReadonlyMap<string, DurationMs>;
}

/** How one incident went, or would have gone. */
export interface HistoryOutcome {
  readonly key: string;
  /** null: nobody acknowledged, or nobody who would be paged has ever been seen to. */
  readonly acknowledgedAfterMs: DurationMs | null;
  /** Acknowledged later than the severity's response time, or not at all; null: that cannot be told. */
  readonly isBreached: boolean | null;
  /** Once for each page, not for each send. */
  readonly paged: readonly string[];
  /** Who was paged, at high urgency, at night by their own clock. */
  readonly woken: readonly string[];
  /** Who was paged and has no recorded answer: they are taken not to answer, and named. */
  readonly withoutData: readonly string[];
}

const nameOf = (key: string, person: string): string => `${key} ${person}`;

/** From the incidents that somebody acknowledged after a page. */
export function habitsOf(incidents: readonly PastIncident[]): Habits {
  const delays = new Map<string, DurationMs>();
  const all = new Map<string, DurationMs[]>();
  for (const { key, pages, acknowledged } of incidents) {
    if (acknowledged === null) continue;
    const { person, at } = acknowledged;
    const first = Math.min(...pages.filter((page) => page.person === person).map((page) => page.at));
    if (first > at) continue;
    delays.set(nameOf(key, person), at - first);
    all.set(person, [...(all.get(person) ?? []), at - first]);
  }
  return { delays, medians: new Map([...all].map(([person, list]) => [person, quantile(list, 0.5) ?? 0])) };
}

/** As it is recorded; the handbook says what a breach is, and where people live. */
export function recordedOutcome(handbook: Handbook, past: PastIncident, zones: ZoneRules): HistoryOutcome {
  const { key, at, pages, acknowledged } = past;
  const after = acknowledged === null ? null : acknowledged.at - at;
  const high = pages.filter((page) => page.urgency === 'HIGH');
  return {
    key,
    acknowledgedAfterMs: after,
    isBreached: after === null || after > handbook.severities[past.severity].respondWithinMs,
    paged: pages.map((page) => page.person),
    woken: unique(high.filter((page) => isAsleep(handbook, page.person, page.at, zones)).map((page) => page.person)),
    withoutData: [],
  };
}

export interface Replan {
  readonly handbook: Handbook;
  readonly planOf: PlanOf;
  readonly habits: Habits;
  readonly zones: ZoneRules;
}

/**
 * As it would have gone under `handbook`: whoever is paged answers with the delay that they had in this incident, or else with their
 * median; the first answer stops the ladder. Nobody without data is taken to answer. Guide: G1.2
 */
export function replannedOutcome({ handbook, planOf, habits, zones }: Replan, past: PastIncident): HistoryOutcome {
  const { pages } = planOf(past.service, past.severity, past.at);
  const calls = firstCalls(pages);
  const delayOf = (person: string): DurationMs | undefined => habits.delays.get(nameOf(past.key, person)) ?? habits.medians.get(person);
  const answers = [...calls].flatMap(([person, afterMs]) => {
    const delay = delayOf(person);
    return delay === undefined ? [] : [afterMs + delay];
  });
  const after = answers.length === 0 ? null : Math.min(...answers);
  const sent = pages.filter((page) => after === null || page.afterMs <= after);
  const { urgency, respondWithinMs } = handbook.severities[past.severity];
  const asleep = sent.filter((page) => page.rung.kind !== 'TOLD' && isAsleep(handbook, page.person, past.at + page.afterMs, zones));
  return {
    key: past.key,
    acknowledgedAfterMs: after,
    isBreached: after === null ? null : after > respondWithinMs,
    paged: unique(sent.map((page) => `${page.person} ${JSON.stringify(page.rung)}`)).map((one) => one.split(' ')[0] ?? ''),
    woken: urgency === 'HIGH' ? unique(asleep.map((page) => page.person)) : [],
    withoutData: unique(sent.map((page) => page.person)).filter((person) => delayOf(person) === undefined),
  };
}

/** When each person is first asked to answer. */
function firstCalls(pages: ReturnType<PlanOf>['pages']): ReadonlyMap<string, DurationMs> {
  const calls = new Map<string, DurationMs>();
  for (const { person, afterMs, rung } of pages) if (rung.kind !== 'TOLD' && !calls.has(person)) calls.set(person, afterMs);
  return calls;
}

/** A history in figures. */
export interface HistoryFigures {
  readonly incidents: number;
  readonly acknowledged: number;
  readonly medianMs: DurationMs | null;
  readonly p90Ms: DurationMs | null;
  readonly breaches: number;
  /** Of how many it cannot be told. */
  readonly unknown: number;
  /** Times that somebody was woken. */
  readonly woken: number;
  readonly pages: Readonly<Record<string, number>>;
  readonly withoutData: readonly string[];
}

export function figuresOf(outcomes: readonly HistoryOutcome[]): HistoryFigures {
  const answered = outcomes.flatMap((one) => (one.acknowledgedAfterMs === null ? [] : [one.acknowledgedAfterMs]));
  const pages = new Map<string, number>();
  for (const person of outcomes.flatMap((one) => one.paged)) pages.set(person, (pages.get(person) ?? 0) + 1);
  return {
    incidents: outcomes.length,
    acknowledged: answered.length,
    medianMs: quantile(answered, 0.5),
    p90Ms: quantile(answered, 0.9),
    breaches: outcomes.filter((one) => one.isBreached === true).length,
    unknown: outcomes.filter((one) => one.isBreached === null).length,
    woken: outcomes.reduce((sum, one) => sum + one.woken.length, 0),
    pages: Object.fromEntries([...pages].toSorted(([a, most], [b, least]) => least - most || (a < b ? -1 : 1))),
    withoutData: unique(outcomes.flatMap((one) => one.withoutData)).toSorted(),
  };
}

const unique = (list: readonly string[]): readonly string[] => [...new Set(list)];

/** The value at or above `share` of the list; null of an empty one. */
function quantile(list: readonly number[], share: number): number | null {
  const sorted = list.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}
