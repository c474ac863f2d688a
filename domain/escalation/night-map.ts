import { type Handbook, SEVERITIES, type Severity } from '../handbook/handbook.model.js';
import { DAY_MS, type Instant, MINUTE_MS } from '../instant.js';
import { dateOfEpochDay } from '../oncall/calendar-date.js';
import type { ZoneRules } from '../oncall/zone-rules.js';
import { memoisedPlans } from './memoised-plans.js';
import { nightJudge, type Trouble, type Verdict } from './night-judge.js';

export type { Trouble } from './night-judge.js';

/** The same trouble from one quarter hour to the next, for every service of one policy. */
export interface NightFinding extends Verdict {
  readonly policy: string;
  readonly services: readonly string[];
  readonly severities: readonly Severity[];
  readonly from: Instant;
  readonly to: Instant;
}

/** A calendar date of the handbook's zone, and the worst of each of its hours. */
export interface NightRow {
  readonly date: string;
  readonly hours: readonly (Trouble | null)[];
}

export interface NightMap {
  readonly timezone: string;
  readonly rows: readonly NightRow[];
  readonly findings: readonly NightFinding[];
}

const QUARTER_MS = 15 * MINUTE_MS;
const WORST_FIRST: readonly Trouble[] = ['UNREACHABLE', 'TWICE', 'ASLEEP'];

/**
 * Every quarter hour of `nights` days from the one in which `at` lies × service × severity, planned as if nobody answered: where a
 * page would reach nobody in time, one person twice, or somebody asleep while a colleague is awake. Guide: G1.1, G1.2
 */
export function nightMap(handbook: Handbook, at: Instant, nights: number, zones: ZoneRules): NightMap {
  const steps = nightMapInSteps(handbook, at, nights, zones);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** As `nightMap`, a night at a time: whoever has other things to do meanwhile can do them. */
export function* nightMapInSteps(handbook: Handbook, at: Instant, nights: number, zones: ZoneRules): Generator<undefined, NightMap> {
  const { timezone } = handbook;
  const firstDay = zones.toLocal(timezone, at).epochDay;
  const midnight = (day: number): Instant => zones.toInstant(timezone, { epochDay: day, minute: 0 });
  const span = { from: midnight(firstDay), to: midnight(firstDay + nights) };
  const hours = new Map<string, Trouble>();
  const findings = new Map<string, Mutable[]>();
  const look = lookout(handbook, span, zones);
  for (let now = span.from; now < span.to; now += QUARTER_MS) {
    const { epochDay, minute } = zones.toLocal(timezone, now);
    if (minute === 0) yield;
    for (const one of look(now)) {
      note(hours, `${epochDay} ${Math.floor(minute / 60)}`, one.trouble);
      extend(findings, one, now);
    }
  }
  const rows = Array.from({ length: nights }, (_, night) => ({
    date: dateOfEpochDay(firstDay + night),
    hours: Array.from({ length: 24 }, (_hour, hour) => hours.get(`${firstDay + night} ${hour}`) ?? null),
  }));
  return { timezone, rows, findings: [...findings.values()].flat().toSorted((a, b) => a.from - b.from) };
}

function note(hours: Map<string, Trouble>, cell: string, trouble: Trouble): void {
  const known = hours.get(cell);
  if (known === undefined || WORST_FIRST.indexOf(trouble) < WORST_FIRST.indexOf(known)) hours.set(cell, trouble);
}

type Found = Omit<NightFinding, 'from' | 'to'>;
type Mutable = Found & { readonly from: Instant; to: Instant };

/** A finding that goes on from the quarter hour before becomes longer. */
function extend(findings: Map<string, Mutable[]>, found: Found, now: Instant): void {
  const name = [found.trouble, found.policy, found.person, ...found.detail, ...found.severities].join(' ');
  const alike = findings.get(name) ?? [];
  findings.set(name, alike);
  const last = alike.at(-1);
  if (last?.to === now) last.to = now + QUARTER_MS;
  else alike.push({ ...found, from: now, to: now + QUARTER_MS });
}

/** What is wrong at one instant, once for each policy that services have. */
function lookout(
  handbook: Handbook,
  span: { readonly from: Instant; readonly to: Instant },
  zones: ZoneRules,
): (now: Instant) => readonly Found[] {
  const planOf = memoisedPlans(handbook, zones);
  const judge = nightJudge(handbook, { from: span.from, to: span.to + DAY_MS }, zones);
  const policies = grouped(Object.values(handbook.services), (service) => service.escalation);
  return (now) =>
    [...policies].flatMap(([policy, services]) => {
      const names = services.map((service) => service.id).toSorted();
      const found = SEVERITIES.flatMap((severity) =>
        judge(planOf(names[0] ?? '', severity, now), handbook.severities[severity].urgency, now).map((verdict) => ({ severity, verdict })),
      );
      const alike = grouped(found, ({ verdict }) => `${verdict.trouble} ${verdict.person} ${verdict.detail.join(' ')}`);
      return [...alike.values()].flatMap((group) => {
        const verdict = group[0]?.verdict;
        return verdict === undefined ? [] : [{ ...verdict, policy, services: names, severities: group.map((one) => one.severity) }];
      });
    });
}

function grouped<T>(list: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of list) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}
