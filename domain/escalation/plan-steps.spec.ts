import { sampleHandbook, standardPolicy } from '../../test/support/sample-handbook.js';
import type { EscalationPolicy, Handbook, PolicyStep, PolicyTarget } from '../handbook/handbook.model.js';
import { MINUTE_MS } from '../instant.js';
import { buildPlan } from './build-plan.js';
import type { PlanStep } from './plan.model.js';

const person = (id: string, only: Partial<PolicyTarget> = {}): PolicyTarget => ({ kind: 'person', id, ...only });
const page = (id: string, minutes: number): PolicyStep => ({ targets: [person(id)], answerWithinMs: minutes * MINUTE_MS });

const handbookOf = (policy: Partial<EscalationPolicy>, others: Readonly<Record<string, EscalationPolicy>> = {}): Handbook => ({
  ...sampleHandbook,
  escalation: { standard: { ...standardPolicy, ...policy }, ...others },
});

/** `ada 15`, `ada 5 AGAIN`, `- 10`. */
const told = (steps: readonly PlanStep[]): readonly string[] =>
  steps.map(({ targets, windowMs, how }) =>
    [targets.map(({ id }) => id).join('+') || '-', windowMs / MINUTE_MS, ...(how === undefined ? [] : [how])].join(' '),
  );

const sev1 = (handbook: Handbook): readonly string[] => told(buildPlan(handbook, 'payments').ladders.SEV1.steps);

describe('[G1.2] the rungs of a ladder', () => {
  it('pages the same step again while it waits, the last time for what is left of it', () => {
    const steps = [{ targets: [person('ada')], answerWithinMs: 12 * MINUTE_MS, pageAgainEveryMs: 5 * MINUTE_MS }, page('ben', 30)];
    expect(sev1(handbookOf({ steps }))).toEqual(['ada 5', 'ada 5 AGAIN', 'ada 2 AGAIN', 'ben 18']);
  });

  it.each([
    ['cumulative', ['- 10', 'ada 15', '- 5', 'ben 15']],
    ['perStep', ['- 10', 'ada 15', '- 5', 'ben 30']],
  ] as const)('waits without paging; read %s, other times do not count the wait', (timing, expected) => {
    const steps = [{ waitMs: 10 * MINUTE_MS }, page('ada', 15), { waitMs: 5 * MINUTE_MS }, page('ben', 30)];
    expect(sev1(handbookOf({ timing, steps }))).toEqual(expected);
  });

  it('tells people on the way without waiting for them', () => {
    expect(sev1(handbookOf({ steps: [page('ada', 15), { tell: [person('cto')] }, page('ben', 30)] }))).toEqual([
      'ada 15',
      'cto 0 TELL',
      'ben 15',
    ]);
  });

  it('goes through all steps again as often as the policy says, before anything else', () => {
    expect(sev1(handbookOf({ steps: [page('ada', 15), page('ben', 30)], repeats: 1 }))).toEqual(['ada 15', 'ben 15', 'ada 15', 'ben 15']);
  });

  it('goes on with the policy that it falls back on, whose times begin anew', () => {
    const night = { ...standardPolicy, id: 'night', steps: [page('cto', 10)], repeats: 1 };
    expect(sev1(handbookOf({ steps: [page('ada', 15)], fallback: 'night' }, { night }))).toEqual(['ada 15', 'cto 10', 'cto 10']);
  });

  it('ends where fallbacks would go in a circle', () => {
    const night = { ...standardPolicy, id: 'night', steps: [page('cto', 10)], fallback: 'standard' };
    expect(sev1(handbookOf({ steps: [page('ada', 15)], fallback: 'night' }, { night }))).toEqual(['ada 15', 'cto 10']);
  });

  it('leaves out targets of other severities, and the steps that then page nobody, time included', () => {
    const steps = [
      { targets: [person('ada'), person('cto', { severities: ['SEV1'] })], answerWithinMs: 15 * MINUTE_MS },
      { targets: [person('ben', { severities: ['SEV2'] })], answerWithinMs: 20 * MINUTE_MS },
      page('chloe', 30),
    ];
    const { SEV1, SEV2 } = buildPlan(handbookOf({ steps }), 'payments').ladders;
    expect(told(SEV1.steps)).toEqual(['ada+cto 15', 'chloe 15']);
    expect(told(SEV2.steps)).toEqual(['ada 15', 'ben 5', 'chloe 10']);
  });

  it('pins the hours of a target, since they are known only when its step fires', () => {
    const steps = [{ targets: [person('ada', { hours: 'WORKING' }), person('ben', { hours: 'OUTSIDE' })], answerWithinMs: MINUTE_MS }];
    expect(buildPlan(handbookOf({ steps }), 'payments').ladders.SEV1.steps[0]?.targets).toEqual([
      { kind: 'person', id: 'ada', hours: 'WORKING' },
      { kind: 'person', id: 'ben', hours: 'OUTSIDE' },
    ]);
  });

  it('at low urgency counts paging steps alone, waits for none of the pauses, and repeats nothing', () => {
    const steps = [page('ada', 15), { waitMs: MINUTE_MS }, { tell: [person('cto')] }, page('ben', 30), page('chloe', 60)];
    const { SEV3 } = buildPlan(handbookOf({ steps, lowUrgencySteps: 2, repeats: 3 }), 'payments').ladders;
    expect(told(SEV3.steps)).toEqual(['ada 240', 'cto 0 TELL', 'ben 240']);
  });
});
