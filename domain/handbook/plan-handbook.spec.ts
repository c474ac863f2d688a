import { temporalZoneRules } from '../../services/handbook/zone-rules.temporal.js';
import { sampleHandbook, standardPolicy } from '../../test/support/sample-handbook.js';
import { DAY_MS, type Instant, MINUTE_MS } from '../instant.js';
import type { Handbook } from './handbook.model.js';
import { type HandbookPlan, planHandbook } from './plan-handbook.js';
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
const swapped = withRotation(['ada', 'chloe', 'ben', 'dan']);
const since = (effectiveAt: Instant, handbook: Handbook, versionId = 1) => ({ versionId, effectiveAt, handbook });
const plan = (was: Handbook, is: Handbook, within = span): HandbookPlan =>
  planHandbook({ versions: [since(0, was)] }, since(AT, is, 2), within, zones);

describe('[G1.1] the plan of a changed handbook', () => {
  it('of the same handbook is empty', () => {
    expect(plan(before, before)).toEqual({ changes: [], shifts: [], ladders: [] });
  });

  it('names exactly the shifts that move, and whose they are', () => {
    const planned = plan(before, swapped);
    expect(planned.shifts).toEqual([
      { schedule: 'on-call', from: monday('2026-11-30'), to: monday('2026-12-07'), before: 'ben', after: 'chloe' },
      { schedule: 'on-call', from: monday('2026-12-07'), to: monday('2026-12-14'), before: 'chloe', after: 'ben' },
    ]);
    expect(planned.changes).toEqual([
      {
        kind: 'changed',
        part: 'schedule on-call',
        fields: [{ field: 'people', how: 'changed', before: 'ada, ben, chloe, dan', after: 'ada, chloe, ben, dan' }],
      },
    ]);
  });

  it('of a draft that takes effect on Monday moves nothing before it, also where its rotation reaches back', () => {
    const reachesBack = withRotation(['ben', 'ada', 'chloe', 'dan']);
    const planned = planHandbook({ versions: [since(0, before)] }, since(monday('2026-11-30'), reachesBack, 2), span, zones);
    expect(planned.shifts).toEqual([
      { schedule: 'on-call', from: monday('2026-11-30'), to: monday('2026-12-07'), before: 'ben', after: 'ada' },
      { schedule: 'on-call', from: monday('2026-12-21'), to: span.to, before: 'ada', after: 'ben' },
    ]);
    expect(plan(before, reachesBack).shifts[0]).toMatchObject({ from: AT, before: 'ada', after: 'ben' });
  });

  it('of a draft that is to run at once moves shifts only until a scheduled version takes effect', () => {
    const known = { versions: [since(0, before), since(monday('2026-12-07'), before, 2)] };
    expect(planHandbook(known, since(AT, swapped, 3), span, zones).shifts).toEqual([
      { schedule: 'on-call', from: monday('2026-11-30'), to: monday('2026-12-07'), before: 'ben', after: 'chloe' },
    ]);
  });

  it('compares a draft with the version that it replaces, not with the one that runs today', () => {
    const known = { versions: [since(0, before), since(monday('2026-12-07'), swapped, 2)] };
    const planned = planHandbook(known, since(monday('2026-12-14'), swapped, 3), span, zones);
    expect(planned).toEqual({ changes: [], shifts: [], ladders: [] });
  });

  it('shows a schedule that is new or gone as held by nobody on the other side', () => {
    const without: Handbook = { ...before, schedules: {} };
    expect(plan(without, before, { from: AT, to: AT + DAY_MS }).shifts).toEqual([
      { schedule: 'on-call', from: AT, to: AT + DAY_MS, before: null, after: 'ada' },
    ]);
  });

  it('[G1.2] shows both tables of a ladder whose times change, and no other', () => {
    const quicker = { ...standardPolicy, exhausted: { ...standardPolicy.exhausted, repeatEveryMs: MINUTE_MS } };
    expect(plan(before, { ...before, escalation: { standard: quicker } }).ladders).toEqual([]);
    const perStep = { ...before, escalation: { standard: { ...standardPolicy, timing: 'perStep' as const } } };
    expect(plan(before, perStep).ladders).toMatchObject([
      { policy: 'standard', before: { exhaustedAfterMs: 120 * MINUTE_MS }, after: { exhaustedAfterMs: 225 * MINUTE_MS } },
    ]);
  });
});
