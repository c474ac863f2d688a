import { temporalZoneRules } from '../../services/handbook/zone-rules.temporal.js';
import { sampleHandbook } from '../../test/support/sample-handbook.js';
import type { Handbook } from '../handbook/handbook.model.js';
import type { Override } from '../handbook/schedule.model.js';
import { shiftsBetween } from './holder.js';
import { turnsAsKnown } from './known-roster.js';
import { shiftSummary, shiftUid } from './shift-event.js';

const zones = temporalZoneRules();
const t = (iso: string): number => Date.parse(iso);
const SPAN = { from: t('2026-11-23T00:00:00Z'), to: t('2027-11-23T00:00:00Z') };

function handbook(overrides: readonly Override[] = [], people = ['ada', 'ben', 'chloe', 'dan']): Handbook {
  const rotation = { people, everyDays: 7, handoffMinute: 540, starting: '2026-11-23' };
  const schedule = { id: 'on-call', timezone: 'Europe/London', source: { kind: 'rotation' as const, rotation }, overrides };
  return { ...sampleHandbook, schedules: { 'on-call': schedule } };
}
const entries = (book: Handbook): ReadonlyMap<string, string> =>
  new Map(shiftsBetween(book, 'on-call', SPAN, zones).map((one) => [shiftUid('on-call', one), `${one.person} until ${one.to}`]));
const differing = (before: Handbook, after: Handbook): readonly string[] => {
  const [was, is] = [entries(before), entries(after)];
  return [...new Set([...was.keys(), ...is.keys()])].filter((uid) => was.get(uid) !== is.get(uid)).toSorted();
};

describe('[G1.1] the name of a shift', () => {
  it('is its own, over a whole year', () => {
    const shifts = shiftsBetween(handbook(), 'on-call', SPAN, zones);
    expect(entries(handbook()).size).toBe(shifts.length);
    expect(shiftUid('on-call', shifts[1] ?? { from: 0 })).toBe('on-call-20261123T090000Z@tocsin');
  });

  it('stays as it was where a handbook changes other shifts, and where somebody else takes it', () => {
    const cover = { person: 'dan', from: t('2026-12-02T18:00:00Z'), to: t('2026-12-03T09:00:00Z') };
    expect(differing(handbook(), handbook([cover]))).toEqual([
      'on-call-20261130T090000Z@tocsin', // ends when the cover begins
      'on-call-20261202T180000Z@tocsin',
      'on-call-20261203T090000Z@tocsin',
    ]);
    const whole = { person: 'dan', from: t('2026-11-30T09:00:00Z'), to: t('2026-12-07T09:00:00Z') };
    expect(differing(handbook(), handbook([whole]))).toEqual(['on-call-20261130T090000Z@tocsin']);
    expect([...entries(handbook([], ['dan', 'ada', 'ben', 'chloe'])).keys()]).toEqual([...entries(handbook()).keys()]);
  });

  it('outlives a version that takes effect while it is held and leaves it as it is, and shows what that one changes from then on', () => {
    const versions = (after: Handbook) => [
      { versionId: 1, effectiveAt: t('2026-11-01T00:00:00Z'), handbook: handbook() },
      { versionId: 2, effectiveAt: t('2026-12-03T12:00:00Z'), handbook: after },
    ];
    const known = (after: Handbook): readonly string[] =>
      turnsAsKnown({ versions: versions(after) }, 'on-call', SPAN, zones).map((one) => `${shiftUid('on-call', one)} ${one.person}`);
    const before = shiftsBetween(handbook(), 'on-call', SPAN, zones).map((one) => `${shiftUid('on-call', one)} ${one.person}`);
    expect(known(handbook())).toEqual(before);
    const swapped = known(handbook([], ['ada', 'ben', 'dan', 'chloe']));
    expect(swapped.filter((one) => !before.includes(one)).slice(0, 2)).toEqual([
      'on-call-20261207T090000Z@tocsin dan',
      'on-call-20261214T090000Z@tocsin chloe',
    ]);
    expect(swapped.length).toBe(before.length);
  });

  it('is told with who has it, where, and whether they cover for somebody', () => {
    expect(shiftSummary('on-call', { via: 'rotation' }, 'Ada Osei')).toBe('Ada Osei on call (on-call)');
    expect(shiftSummary('on-call', { via: 'override' }, 'Ada Osei')).toBe('Ada Osei on call (on-call, cover)');
  });
});
