import type { LadderPlan, PlanStep } from '../escalation/plan.model.js';
import type { Target } from '../handbook/handbook.model.js';
import type { Instant } from '../instant.js';
import { type Incident, type LadderPosition, ladderOf, type Rung } from './incident.model.js';

/** Where the rung `step` of one ladder stands in another: the one with the same targets, or else as far up. Past the end stays past it. */
export function stepIn(from: readonly PlanStep[], step: number, to: readonly PlanStep[]): number {
  const asked = from[step];
  if (asked === undefined) return step <= 0 ? 0 : to.length;
  if (isAlike(asked, to[step])) return step;
  const found = asked.targets.length === 0 ? -1 : to.findIndex((one) => isAlike(asked, one));
  return found < 0 ? Math.min(step, to.length) : found;
}

const isAlike = (a: PlanStep, b: PlanStep | undefined): boolean =>
  b !== undefined &&
  a.how === b.how &&
  a.targets.length === b.targets.length &&
  a.targets.every((target, index) => isOne(target, b.targets[index]));

const isOne = (a: Target, b: Target | undefined): boolean => a.kind === b?.kind && a.id === b.id;

/** From which rung, and when, the present windows count: the last that was reached otherwise than by a passed deadline. ADR 16 */
export function climbOf(incident: Incident): { readonly step: number; readonly at: Instant } {
  if (incident.climb !== undefined) return incident.climb;
  const { ladder } = incident;
  const { steps } = ladderOf(incident);
  if (ladder === null || ladder.kind === 'EXHAUSTED') return { step: steps.length, at: incident.detectedAt };
  if (ladder.kind === 'DIRECT') return { step: ladder.step, at: ladder.dueAt };
  const passed = steps.slice(0, ladder.step + 1).reduce((sum, one) => sum + one.windowMs, 0);
  return { step: 0, at: ladder.dueAt - passed };
}

/** The rungs of a ladder, from the one at which a climb began, each with the instant at which it is reached; the last is its end. */
export function reachedAt({ steps }: LadderPlan, climb: { readonly step: number; readonly at: Instant }): ReadonlyMap<number, Instant> {
  const reached = new Map([[Math.min(climb.step, steps.length), climb.at]]);
  let at = climb.at;
  for (let step = climb.step; step < steps.length; step += 1) {
    at += steps[step]?.windowMs ?? 0;
    reached.set(step + 1, at);
  }
  return reached;
}

/** Whom a ladder has asked by the time that it stands at `position`. */
export interface Fired {
  readonly paged: readonly Target[];
  readonly told: readonly Target[];
}

export function firedBy({ steps, exhausted }: LadderPlan, position: LadderPosition): Fired {
  const passed = position.kind === 'EXHAUSTED' ? steps : steps.slice(0, position.kind === 'STEP' ? position.step + 1 : position.step);
  const end = position.kind === 'EXHAUSTED' ? exhausted.targets : [];
  return {
    paged: [...passed.filter(({ how }) => how !== 'TELL').flatMap(({ targets }) => targets), ...end],
    told: passed.flatMap(({ targets }) => targets),
  };
}

/** Those of `targets` that nobody of `fired` stands for. One that was asked for some hours only was perhaps not asked at all. */
export const notYet = (targets: readonly Target[], fired: readonly Target[]): readonly Target[] =>
  targets.filter((target) => !fired.some((one) => isOne(one, target) && (one.hours === undefined || one.hours === target.hours)));

/** A rung of one ladder as the other one counts it. */
export function rungIn(from: readonly PlanStep[], rung: Rung, to: readonly PlanStep[]): Rung {
  if (rung.kind === 'TOLD') return { ...rung, step: stepIn(from, rung.step, to) };
  return rung.kind === 'STEP' ? { ...rung, step: stepIn(from, rung.step, to), of: to.length } : rung;
}
