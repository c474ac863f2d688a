import { temporalZoneRules } from '../../services/handbook/zone-rules.temporal.js';
import { sampleHandbook, standardPolicy } from '../../test/support/sample-handbook.js';
import type { Handbook } from '../handbook/handbook.model.js';
import { MINUTE_MS } from '../instant.js';
import { memoisedPlans } from './memoised-plans.js';
import { figuresOf, habitsOf, type PastIncident, recordedOutcome, replannedOutcome } from './replan-history.js';

const zones = temporalZoneRules();
/** 03:00 in New York. */
const NIGHT = Date.parse('2026-11-24T08:00:00Z');

const past = (key: string, by: string | null, minutes: number, over: Partial<PastIncident> = {}): PastIncident => ({
  key,
  service: 'payments',
  severity: 'SEV1',
  at: NIGHT,
  pages: [
    { person: 'ada', at: NIGHT, urgency: 'HIGH' },
    { person: 'ben', at: NIGHT + 15 * MINUTE_MS, urgency: 'HIGH' },
  ],
  acknowledged: by === null ? null : { person: by, at: NIGHT + minutes * MINUTE_MS },
  ...over,
});

const replan = (handbook: Handbook, incidents: readonly PastIncident[]) => {
  const parts = { handbook, planOf: memoisedPlans(handbook, zones), habits: habitsOf(incidents), zones };
  return incidents.map((one) => replannedOutcome(parts, one));
};

describe('[G1.2] past incidents under another handbook', () => {
  it('a person answers with the delay of that incident, or else with their median', () => {
    const { delays, medians } = habitsOf([past('INC-1', 'ben', 17), past('INC-2', 'ben', 35), past('INC-3', 'ben', 19)]);
    expect([...medians]).toEqual([['ben', 4 * MINUTE_MS]]);
    expect(delays.get('INC-2 ben')).toBe(20 * MINUTE_MS);
  });

  it('whoever is paged first answers first, and nobody is paged after that', () => {
    const incidents = [past('INC-1', 'ben', 17), past('INC-2', 'ada', 3)];
    const [first, second] = replan(sampleHandbook, incidents);
    expect(second).toMatchObject({ acknowledgedAfterMs: 3 * MINUTE_MS, paged: ['ada'], woken: ['ada'], isBreached: false });
    // Ada's median is 3 minutes: so she would have answered INC-1 too.
    expect(first).toMatchObject({ acknowledgedAfterMs: 3 * MINUTE_MS, paged: ['ada'] });
  });

  it('a shorter ladder reaches the person who answers sooner', () => {
    const steps = [{ targets: [{ kind: 'schedule' as const, id: 'secondary' }], answerWithinMs: 15 * MINUTE_MS }];
    const draft: Handbook = { ...sampleHandbook, escalation: { standard: { ...standardPolicy, steps } } };
    const incidents = [past('INC-1', 'ben', 17)];
    expect(replan(sampleHandbook, incidents)[0]).toMatchObject({
      acknowledgedAfterMs: 17 * MINUTE_MS,
      isBreached: true,
      withoutData: ['ada'],
    });
    expect(replan(draft, incidents)[0]).toMatchObject({ acknowledgedAfterMs: 2 * MINUTE_MS, isBreached: false, paged: ['ben'] });
  });

  it('people without data are marked, never averaged: where nobody else is paged, nothing is said', () => {
    const figures = figuresOf(replan(sampleHandbook, [past('INC-1', null, 0)]));
    expect(figures).toMatchObject({ acknowledged: 0, medianMs: null, breaches: 0, unknown: 1 });
    expect(figures.withoutData).toContain('ada');
  });

  it('counts what is recorded', () => {
    const outcomes = [past('INC-1', 'ben', 17), past('INC-2', 'ada', 3), past('INC-3', null, 0)].map((one) =>
      recordedOutcome(sampleHandbook, one, zones),
    );
    expect(figuresOf(outcomes)).toEqual({
      incidents: 3,
      acknowledged: 2,
      medianMs: 3 * MINUTE_MS,
      p90Ms: 17 * MINUTE_MS,
      breaches: 2,
      unknown: 0,
      woken: 6,
      pages: { ada: 3, ben: 3 },
      withoutData: [],
    });
  });
});
