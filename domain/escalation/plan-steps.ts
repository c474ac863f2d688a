import type { EscalationPolicy, Handbook, PagingStep, PolicyStep, PolicyTarget, Severity, Target } from '../handbook/handbook.model.js';
import type { DurationMs } from '../instant.js';
import type { PlanStep } from './plan.model.js';

type Ladder = Pick<EscalationPolicy, 'timing' | 'steps'>;

/** For whom a ladder is built: targets that are not for this severity are left out, and steps that then page nobody with them. */
export interface StepsFor {
  /** null: every target counts, as in a table of the whole policy. */
  readonly severity: Severity | null;
}

/**
 * The whole ladder at high urgency as rungs in turn: repeats and fallbacks written out, each rung with the time that it waits
 * alone. Guide: G1.2
 */
export function ladderSteps(handbook: Pick<Handbook, 'escalation'>, policy: EscalationPolicy, of: StepsFor): readonly PlanStep[] {
  return chainOf(handbook, policy).flatMap((one) => {
    const steps = highUrgencySteps(one, of);
    return Array.from({ length: 1 + (one.repeats ?? 0) }, () => steps).flat();
  });
}

/** The policy and those that it falls back on, each once: a circle ends where it would begin again. */
function chainOf({ escalation }: Pick<Handbook, 'escalation'>, policy: EscalationPolicy): readonly EscalationPolicy[] {
  const chain: EscalationPolicy[] = [];
  for (let next: EscalationPolicy | undefined = policy; next !== undefined && !chain.includes(next); ) {
    chain.push(next);
    next = next.fallback === undefined ? undefined : escalation[next.fallback];
  }
  return chain;
}

/** The policy's own steps with the time that each one waits alone. Guide: G1.2 */
export function highUrgencySteps({ timing, steps }: Ladder, of: StepsFor = { severity: null }): readonly PlanStep[] {
  let answeredBefore = 0;
  return stepsFor(steps, of).flatMap((step): readonly PlanStep[] => {
    if (!isPaging(step)) return [quietStep(step)];
    const windowMs = timing === 'perStep' ? step.answerWithinMs : step.answerWithinMs - answeredBefore;
    answeredBefore = step.answerWithinMs;
    return pagedAgain(step, windowMs);
  });
}

/** The first `lowUrgencySteps` paging steps, and what is told between them: nobody is woken, each waits `windowMs`. */
export function lowUrgencySteps(policy: EscalationPolicy, windowMs: DurationMs, of: StepsFor): readonly PlanStep[] {
  const steps = stepsFor(policy.steps, of).filter((step) => !('waitMs' in step));
  const last = steps.filter(isPaging)[policy.lowUrgencySteps];
  const kept = last === undefined ? steps : steps.slice(0, steps.indexOf(last));
  return kept.map((step) => (isPaging(step) ? { targets: step.targets.map(pinned), windowMs } : quietStep(step)));
}

export const isPaging = (step: PolicyStep): step is PagingStep => 'answerWithinMs' in step;

/** Everybody whom a step of the policy pages or tells. */
export const targetsOf = (step: PolicyStep): readonly PolicyTarget[] => ('waitMs' in step ? [] : isPaging(step) ? step.targets : step.tell);

function stepsFor(steps: readonly PolicyStep[], { severity }: StepsFor): readonly PolicyStep[] {
  const isFor = ({ severities }: PolicyTarget): boolean => severity === null || severities === undefined || severities.includes(severity);
  return steps
    .map((step) => {
      if ('waitMs' in step) return step;
      return isPaging(step) ? { ...step, targets: step.targets.filter(isFor) } : { tell: step.tell.filter(isFor) };
    })
    .filter((step) => 'waitMs' in step || targetsOf(step).length > 0);
}

function quietStep(step: Exclude<PolicyStep, PagingStep>): PlanStep {
  if ('waitMs' in step) return { targets: [], windowMs: step.waitMs };
  return { targets: step.tell.map(pinned), windowMs: 0, how: 'TELL' };
}

/** One rung, or as many as fit into its window where its targets are paged again and again. */
function pagedAgain(step: PagingStep, windowMs: DurationMs): readonly PlanStep[] {
  const targets = step.targets.map(pinned);
  const every = step.pageAgainEveryMs ?? windowMs;
  const rungs: PlanStep[] = [];
  for (let passed = 0; passed < windowMs || rungs.length === 0; passed += every) {
    const again = rungs.length === 0 ? {} : { how: 'AGAIN' as const };
    rungs.push({ targets, windowMs: Math.min(every, windowMs - passed), ...again });
  }
  return rungs;
}

const pinned = ({ kind, id, hours }: PolicyTarget): Target => ({ kind, id, ...(hours === undefined ? {} : { hours }) });
