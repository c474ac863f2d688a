import { DomainFailure } from '../error.js';
import { type EscalationPolicy, type Handbook, type PolicyStep, SEVERITIES, type Severity } from '../handbook/handbook.model.js';
import type { EscalationPlan, LadderPlan, PlanStep } from './plan.model.js';

/**
 * The ladder of every severity for an incident of `serviceId`, to be pinned when the incident begins. A service that the handbook
 * does not know has the policy of the service that everything else is routed to. Guide: G1.2
 */
export function buildPlan(handbook: Handbook, serviceId: string): EscalationPlan {
  const policy = policyOf(handbook, serviceId);
  const ladders = Object.fromEntries(SEVERITIES.map((severity) => [severity, ladderOf(handbook, policy, severity)]));
  return { policy: policy.id, ladders: ladders as Record<Severity, LadderPlan> };
}

function policyOf(handbook: Handbook, serviceId: string): EscalationPolicy {
  const otherwise = handbook.routes.at(-1)?.service ?? '';
  // `hasOwn`: the id may come from outside, and `constructor` is no service.
  const service = handbook.services[Object.hasOwn(handbook.services, serviceId) ? serviceId : otherwise];
  const policy = service && handbook.escalation[service.escalation];
  if (!policy) throw new DomainFailure({ code: 'INVALID_HANDBOOK', detail: `no escalation policy for the service ${serviceId}` });
  return policy;
}

function ladderOf(handbook: Handbook, policy: EscalationPolicy, severity: Severity): LadderPlan {
  const { urgency, respondWithinMs, reopenWindowMs, autoResolveAfterMs } = handbook.severities[severity];
  const steps =
    urgency === 'HIGH'
      ? highUrgencySteps(policy)
      : policy.steps.slice(0, policy.lowUrgencySteps).map(({ targets }) => ({ targets, windowMs: respondWithinMs }));
  return {
    urgency,
    steps,
    exhausted: policy.exhausted,
    ackExpiresAfterMs: policy.ackExpiresAfterMs[severity] ?? null,
    reopenWindowMs,
    autoResolveAfterMs: autoResolveAfterMs ?? null,
  };
}

/** The policy's own steps with the time that each one waits alone. Guide: G1.2 */
export function highUrgencySteps(policy: Pick<EscalationPolicy, 'timing' | 'steps'>): readonly PlanStep[] {
  return policy.steps.map(({ targets, answerWithinMs }, index) => ({
    targets,
    windowMs: policy.timing === 'perStep' ? answerWithinMs : answerWithinMs - answeredBefore(policy.steps, index),
  }));
}

function answeredBefore(steps: readonly PolicyStep[], index: number): number {
  return steps[index - 1]?.answerWithinMs ?? 0;
}
