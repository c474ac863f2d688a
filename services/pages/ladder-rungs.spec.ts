import type { LadderPlan, PlanStep } from '../../domain/escalation/plan.model.js';
import { unopened } from '../../domain/incidents/evolve.js';
import type { Incident, LadderPosition } from '../../domain/incidents/incident.model.js';
import { MINUTE_MS } from '../../domain/instant.js';
import { shownRungs } from './ladder-rungs.js';

const step = (id: string, minutes: number): PlanStep => ({ targets: [{ kind: 'person', id }], windowMs: minutes * MINUTE_MS });
const plan: LadderPlan = {
  urgency: 'HIGH',
  steps: [step('ada', 15), step('ben', 15), step('lead', 30), step('cto', 60)],
  exhausted: { targets: [{ kind: 'person', id: 'manager' }], repeatEveryMs: 30 * MINUTE_MS },
  ackExpiresAfterMs: null,
  reopenWindowMs: 0,
  autoResolveAfterMs: null,
};
const ladders = { SEV1: plan, SEV2: plan, SEV3: plan, SEV4: plan };

function at(ladder: LadderPosition | null): Incident {
  const opening = {
    key: 'INC-1',
    title: '',
    service: 'payments',
    severity: 'SEV1',
    visibility: 'INTERNAL',
    test: false,
    handbookVersionId: 1,
    detectedAt: 0,
    plan: { policy: 'standard', ladders },
    declaredBy: null,
    recurrenceOf: null,
  } as const;
  return { ...unopened(opening), ladder };
}

const seen = (ladder: LadderPosition | null): readonly string[] =>
  shownRungs(at(ladder)).map(({ id, state, at: due }) => `${id} ${state}${due === null ? '' : ` ${due / MINUTE_MS}`}`);

describe('[G1.2] the ladder on the page', () => {
  it('dates every rung that is still to come, from the first page on', () => {
    expect(seen({ kind: 'STEP', step: 0, dueAt: 15 * MINUTE_MS })).toEqual([
      's0 NOW',
      's1 NEXT 15',
      's2 LATER 30',
      's3 LATER 60',
      'c LATER 120',
    ]);
  });

  it('goes on from wherever it stands', () => {
    expect(seen({ kind: 'STEP', step: 3, dueAt: 120 * MINUTE_MS })).toEqual(['s0 PAGED', 's1 PAGED', 's2 PAGED', 's3 NOW', 'c NEXT 120']);
    expect(seen({ kind: 'DIRECT', person: 'ada', step: 1, dueAt: 40 * MINUTE_MS })).toEqual([
      's0 PAGED',
      's1 NEXT 40',
      's2 LATER 55',
      's3 LATER 85',
      'c LATER 145',
    ]);
    expect(seen({ kind: 'EXHAUSTED', round: 2, dueAt: 180 * MINUTE_MS })).toEqual([
      's0 PAGED',
      's1 PAGED',
      's2 PAGED',
      's3 PAGED',
      'c NOW',
    ]);
  });

  it('promises nothing while paging rests', () => {
    expect(seen(null)).toEqual(['s0 RESTING', 's1 RESTING', 's2 RESTING', 's3 RESTING', 'c RESTING']);
  });
});
