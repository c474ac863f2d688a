import { sampleHandbook, standardPolicy } from '../../test/support/sample-handbook.js';
import type { Handbook } from '../handbook/handbook.model.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../instant.js';
import { buildPlan } from './build-plan.js';
import { ladderTable } from './ladder-table.js';

const minutes = (windows: readonly { readonly windowMs: number }[]): readonly number[] =>
  windows.map(({ windowMs }) => windowMs / MINUTE_MS);

const read = (timing: 'cumulative' | 'perStep'): Handbook => ({
  ...sampleHandbook,
  escalation: { standard: { ...standardPolicy, timing } },
});

describe('[G1.2] the plan of an incident', () => {
  it('waits 15, 15, 30 and 60 minutes where the times count from the first page', () => {
    const { SEV1, SEV2 } = buildPlan(read('cumulative'), 'payments').ladders;
    expect(minutes(SEV1.steps)).toEqual([15, 15, 30, 60]);
    expect(SEV2.steps).toEqual(SEV1.steps);
  });

  it('waits 15, 30, 60 and 120 minutes where each step has its own time', () => {
    expect(minutes(buildPlan(read('perStep'), 'payments').ladders.SEV1.steps)).toEqual([15, 30, 60, 120]);
  });

  it('[G2.1] ends at the engineering lead at low urgency, each step as long as the severity may take to respond', () => {
    const { SEV3, SEV4 } = buildPlan(sampleHandbook, 'payments').ladders;
    expect(SEV3).toMatchObject({ urgency: 'LOW', autoResolveAfterMs: 10 * MINUTE_MS });
    expect(SEV3.steps.map((step) => step.windowMs)).toEqual([4 * HOUR_MS, 4 * HOUR_MS, 4 * HOUR_MS]);
    expect(SEV4.steps.map((step) => step.windowMs)).toEqual([DAY_MS, DAY_MS, DAY_MS]);
    expect(SEV4.steps.at(-1)?.targets).toEqual([{ kind: 'person', id: 'engineering-lead' }]);
  });

  it('lets only a Sev1 acknowledgement expire, and no Sev1 or Sev2 resolve by itself', () => {
    const { SEV1, SEV2 } = buildPlan(sampleHandbook, 'payments').ladders;
    expect(SEV1).toMatchObject({ ackExpiresAfterMs: 30 * MINUTE_MS, autoResolveAfterMs: null, reopenWindowMs: 30 * MINUTE_MS });
    expect(SEV2).toMatchObject({ ackExpiresAfterMs: null, autoResolveAfterMs: null });
    expect(SEV1.exhausted.targets.map(({ id }) => id)).toEqual(['support-manager', 'operations-manager']);
  });

  it.each(['nobody-knows-it', 'constructor', '__proto__'])('gives the unknown service %s the policy of the last route', (service) => {
    const other = { ...standardPolicy, id: 'other', steps: standardPolicy.steps.slice(0, 1) };
    const platform = { id: 'platform', name: 'Platform', owner: 'engineering', escalation: 'other', links: [] };
    const handbook = {
      ...sampleHandbook,
      escalation: { standard: standardPolicy, other },
      services: { ...sampleHandbook.services, platform },
    };
    expect(buildPlan(handbook, service).policy).toBe('other');
    expect(buildPlan(handbook, 'payments').policy).toBe('standard');
  });
});

describe('[G1.2] the table of both readings', () => {
  it('pages at +0, +15, +30, +60 and exhausts at +120 when cumulative', () => {
    const { rows, exhaustedAfterMs } = ladderTable(sampleHandbook, standardPolicy, 'cumulative');
    expect(rows.map((row) => row.pagedAfterMs / MINUTE_MS)).toEqual([0, 15, 30, 60]);
    expect(rows.map((row) => row.answerByMs / MINUTE_MS)).toEqual([15, 30, 60, 120]);
    expect(exhaustedAfterMs).toBe(120 * MINUTE_MS);
  });

  it('pages at +0, +15, +45, +105 and exhausts at +225 when per step', () => {
    const { rows, exhaustedAfterMs } = ladderTable(sampleHandbook, standardPolicy, 'perStep');
    expect(rows.map((row) => row.pagedAfterMs / MINUTE_MS)).toEqual([0, 15, 45, 105]);
    expect(exhaustedAfterMs).toBe(225 * MINUTE_MS);
  });
});
