import type { EscalationPolicy, Handbook } from '../handbook/handbook.model.js';
import { targetsOf } from './plan-steps.js';

/** A step of a policy as the handbook counts it, from 0. */
export interface PolicyStepRef {
  readonly policy: string;
  readonly step: number;
}

/**
 * The step of `policy`, or of one that it falls back on, from which a rung with these targets was written out; null: there is none
 * any more. Of equal steps the first.
 */
export function policyStepOf(
  { escalation }: Pick<Handbook, 'escalation'>,
  policy: string,
  targets: readonly string[],
): PolicyStepRef | null {
  const seen = new Set<string>();
  for (let id: string | undefined = policy; id !== undefined && !seen.has(id); id = own(escalation, id)?.fallback) {
    seen.add(id);
    const steps = own(escalation, id)?.steps ?? [];
    const step = steps.findIndex((one) =>
      includesAll(
        targetsOf(one).map((target) => target.id),
        targets,
      ),
    );
    if (step >= 0) return { policy: id, step };
  }
  return null;
}

const own = (policies: Readonly<Record<string, EscalationPolicy>>, id: string): EscalationPolicy | undefined =>
  Object.hasOwn(policies, id) ? policies[id] : undefined;

/** A rung has the targets of its severity alone. */
const includesAll = (all: readonly string[], some: readonly string[]): boolean => some.length > 0 && some.every((one) => all.includes(one));
