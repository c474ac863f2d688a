import type { Handbook, Urgency } from '../handbook/handbook.model.js';
import { type Instant, MINUTE_MS } from '../instant.js';
import { awayUntil } from '../oncall/absence.js';
import { holderAt, shiftsBetween } from '../oncall/holder.js';
import type { ZoneRules } from '../oncall/zone-rules.js';
import type { SimulatedStep, Simulation } from './simulate.js';

/**
 * `UNREACHABLE`: no page leaves within 30 minutes. `TWICE`: one person holds two schedules of the ladder, so a step pages nobody
 * new. `ASLEEP`: the first page wakes somebody at night while a colleague of the same schedule is awake. The last two only where
 * people are woken at all: at low urgency a ladder takes days, and whoever is asleep sleeps on.
 */
export type Trouble = 'UNREACHABLE' | 'TWICE' | 'ASLEEP';

export interface Verdict {
  readonly trouble: Trouble;
  /** null: nobody. */
  readonly person: string | null;
  /** The schedules that the person holds, or the colleagues who are awake. */
  readonly detail: readonly string[];
}

/** Somebody must have been paged by then. */
const REACHED_WITHIN_MS = 30 * MINUTE_MS;
/** Wall-clock minutes of the person's own zone: a page wakes them, or finds them awake. */
const ASLEEP = { from: 0, to: 6 * 60 } as const;
const AWAKE = { from: 8 * 60, to: 22 * 60 } as const;

export type NightJudge = (plan: Simulation, urgency: Urgency, at: Instant) => readonly Verdict[];

/** What is wrong with a plan for an incident at an instant of `span`. What depends on the plan alone is judged once for each plan. */
export function nightJudge(handbook: Handbook, span: { readonly from: Instant; readonly to: Instant }, zones: ZoneRules): NightJudge {
  const known = new WeakMap<Simulation, readonly Verdict[]>();
  const colleagues = new Map(
    Object.keys(handbook.schedules).map((id) => [id, [...new Set(shiftsBetween(handbook, id, span, zones).map(({ person }) => person))]]),
  );
  const asleep = (plan: Simulation, at: Instant): readonly Verdict[] => {
    const step = firstStep(plan);
    const team = new Set(step.targets.flatMap((id) => colleagues.get(id) ?? []));
    const woken = plan.pages.filter((page) => page.afterMs === plan.pages[0]?.afterMs && isAsleep(handbook, page.person, at, zones));
    return [...new Set(woken.map((page) => page.person))].flatMap((person) => {
      const awake = [...team]
        .filter((one) => one !== person && canBeWoken(handbook, one, at) && isWithin(AWAKE, handbook.people[one]?.timezone, at, zones))
        .toSorted();
      return awake.length === 0 ? [] : [{ trouble: 'ASLEEP' as const, person, detail: awake }];
    });
  };
  return (plan, urgency, at) => {
    const isHigh = urgency === 'HIGH';
    const standing = known.get(plan) ?? [...unreachable(plan), ...(isHigh ? twice(handbook, { plan, at, zones }) : [])];
    known.set(plan, standing);
    return isHigh ? [...standing, ...asleep(plan, at)] : standing;
  };
}

/** Whether it is night for `person`, by the clocks of their own zone; of somebody whom the handbook does not know it is not said. */
export const isAsleep = (handbook: Handbook, person: string, at: Instant, zones: ZoneRules): boolean =>
  isWithin(ASLEEP, Object.hasOwn(handbook.people, person) ? handbook.people[person]?.timezone : undefined, at, zones);

function isWithin(hours: { readonly from: number; readonly to: number }, zone: string | undefined, at: Instant, zones: ZoneRules): boolean {
  if (zone === undefined) return false;
  const { minute } = zones.toLocal(zone, at);
  return minute >= hours.from && minute < hours.to;
}

const NO_STEP: SimulatedStep = { afterMs: 0, rung: { kind: 'CATCH_ALL', round: 1 }, targets: [] };

const firstStep = ({ steps }: Simulation): SimulatedStep => steps.find(({ rung }) => rung.kind === 'STEP') ?? NO_STEP;

const canBeWoken = ({ people }: Handbook, id: string, at: Instant): boolean => {
  const person = people[id];
  return person !== undefined && person.reach.HIGH.length > 0 && awayUntil(person, at) === null;
};

function unreachable({ pages }: Simulation): readonly Verdict[] {
  const isReached = pages.some(({ rung, afterMs }) => rung.kind !== 'TOLD' && afterMs <= REACHED_WITHIN_MS);
  return isReached ? [] : [{ trouble: 'UNREACHABLE', person: null, detail: [] }];
}

interface Held {
  readonly plan: Simulation;
  readonly at: Instant;
  readonly zones: ZoneRules;
}

/** Two different schedules, or a schedule and the same person by name, at two rungs. */
function twice(handbook: Handbook, { plan, at, zones }: Held): readonly Verdict[] {
  const holds = new Map<string, Set<string>>();
  for (const { rung, afterMs, targets } of plan.steps) {
    if (rung.kind !== 'STEP') continue;
    for (const id of targets) {
      const person = Object.hasOwn(handbook.schedules, id) ? holderAt(handbook, id, at + afterMs, zones)?.person : id;
      if (person === undefined) continue;
      if (isPaged(plan, person, rung.step)) holds.set(person, (holds.get(person) ?? new Set()).add(id));
    }
  }
  return [...holds].flatMap(([person, ids]) => (ids.size > 1 ? [{ trouble: 'TWICE' as const, person, detail: [...ids] }] : []));
}

/** Outside a target's hours nobody is paged for it. */
const isPaged = ({ pages }: Simulation, person: string, step: number): boolean =>
  pages.some((page) => page.person === person && page.rung.kind === 'STEP' && page.rung.step === step);
