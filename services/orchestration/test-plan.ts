import type { EscalationPlan, LadderPlan } from '../../domain/escalation/plan.model.js';
import { DAY_MS } from '../../domain/instant.js';

/** The plan of a declared test: every ladder pages the declarer, once, and nobody else. */
export function testPlan(plan: EscalationPlan, declarer: string): EscalationPlan {
  const onlyDeclarer = (ladder: LadderPlan): LadderPlan => {
    const targets = [{ kind: 'person' as const, id: declarer }];
    return { ...ladder, steps: [{ targets, windowMs: DAY_MS }], exhausted: { targets, repeatEveryMs: DAY_MS }, ackExpiresAfterMs: null };
  };
  const { SEV1, SEV2, SEV3, SEV4 } = plan.ladders;
  const ladders = { SEV1: onlyDeclarer(SEV1), SEV2: onlyDeclarer(SEV2), SEV3: onlyDeclarer(SEV3), SEV4: onlyDeclarer(SEV4) };
  return { ...plan, ladders };
}
