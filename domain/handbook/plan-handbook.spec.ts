import { temporalZoneRules } from '../../services/handbook/zone-rules.temporal.js';
import { sampleHandbook, standardPolicy } from '../../test/support/sample-handbook.js';
import { DAY_MS, MINUTE_MS } from '../instant.js';
import type { Handbook } from './handbook.model.js';
import { planHandbook } from './plan-handbook.js';
import type { Schedule } from './schedule.model.js';

const zones = temporalZoneRules();
/** A Thursday; the next handoff is on Monday at 09:00 in New York. */
const AT = Date.parse('2026-11-26T12:00:00Z');
const span = { from: AT, to: AT + 28 * DAY_MS };
const monday = (date: string): number => Date.parse(`${date}T14:00:00Z`);

const weekly = (people: readonly string[]): Schedule => ({
  id: 'on-call',
  timezone: 'America/New_York',
  source: { kind: 'rotation', rotation: { people, everyDays: 7, handoffMinute: 540, starting: '2026-11-23' } },
  overrides: [],
});
const withRotation = (people: readonly string[]): Handbook => ({ ...sampleHandbook, schedules: { 'on-call': weekly(people) } });
const before = withRotation(['ada', 'ben', 'chloe', 'dan']);

describe('[G1.1] the plan of a changed handbook', () => {
  it('of the same handbook is empty', () => {
    expect(planHandbook(before, before, span, zones)).toEqual({ changes: [], shifts: [], ladders: [] });
  });

  it('names exactly the shifts that move, and whose they are', () => {
    const plan = planHandbook(before, withRotation(['ada', 'chloe', 'ben', 'dan']), span, zones);
    expect(plan.shifts).toEqual([
      { schedule: 'on-call', from: monday('2026-11-30'), to: monday('2026-12-07'), before: 'ben', after: 'chloe' },
      { schedule: 'on-call', from: monday('2026-12-07'), to: monday('2026-12-14'), before: 'chloe', after: 'ben' },
    ]);
    expect(plan.changes).toEqual([
      {
        kind: 'changed',
        part: 'schedule on-call',
        fields: [{ field: 'people', how: 'changed', before: 'ada, ben, chloe, dan', after: 'ada, chloe, ben, dan' }],
      },
    ]);
  });

  it('shows a schedule that is new or gone as held by nobody on the other side', () => {
    const without: Handbook = { ...before, schedules: {} };
    expect(planHandbook(without, before, { from: AT, to: AT + DAY_MS }, zones).shifts).toEqual([
      { schedule: 'on-call', from: AT, to: AT + DAY_MS, before: null, after: 'ada' },
    ]);
  });

  it('[G1.2] shows both tables of a ladder whose times change, and no other', () => {
    const quicker = { ...standardPolicy, exhausted: { ...standardPolicy.exhausted, repeatEveryMs: MINUTE_MS } };
    expect(planHandbook(before, { ...before, escalation: { standard: quicker } }, span, zones).ladders).toEqual([]);
    const perStep = { ...before, escalation: { standard: { ...standardPolicy, timing: 'perStep' as const } } };
    expect(planHandbook(before, perStep, span, zones).ladders).toMatchObject([
      { policy: 'standard', before: { exhaustedAfterMs: 120 * MINUTE_MS }, after: { exhaustedAfterMs: 225 * MINUTE_MS } },
    ]);
  });
});
