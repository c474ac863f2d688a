import { DomainFailure } from '../error.js';
import { type EscalationPolicy, type Handbook, SEVERITIES, type Severity } from '../handbook/handbook.model.js';
import type { EscalationPlan, LadderPlan } from './plan.model.js';
import { ladderSteps, lowUrgencySteps } from './plan-steps.js';

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
  return {
    urgency,
    steps: urgency === 'HIGH' ? ladderSteps(handbook, policy, { severity }) : lowUrgencySteps(policy, respondWithinMs, { severity }),
    exhausted: policy.exhausted,
    ackExpiresAfterMs: policy.ackExpiresAfterMs[severity] ?? null,
    reopenWindowMs,
    autoResolveAfterMs: autoResolveAfterMs ?? null,
  };
}
