import { temporalZoneRules } from '../../services/handbook/zone-rules.temporal.js';
import { tidyWeek, windowAt } from './week-spans.js';

const zones = temporalZoneRules();
const DAY = 1_440;
const WEEK = 7 * DAY;
const t = (iso: string): number => Date.parse(iso);
const NIGHTS = tidyWeek([0, 1, 2, 3, 4, 5, 6].map((day) => ({ from: day * DAY + 22 * 60, to: day * DAY + 30 * 60 })));
const iso = (at: number): string => new Date(at).toISOString().slice(0, 16);

describe('[G1.1] the hours of a week', () => {
  it('are joined where they touch or overlap, also over the end of the week', () => {
    expect(
      tidyWeek([
        { from: 100, to: 200 },
        { from: 150, to: 300 },
        { from: 300, to: 310 },
        { from: 6 * DAY, to: WEEK + 20 },
        { from: 20, to: 50 },
      ]),
    ).toEqual([
      { from: 100, to: 310 },
      { from: 6 * DAY, to: WEEK + 50 },
    ]);
  });

  it('that leave nothing out are the whole week', () => {
    expect(tidyWeek([0, 1, 2, 3, 4, 5, 6].map((day) => ({ from: day * DAY, to: (day + 1) * DAY })))).toEqual([{ from: 0, to: WEEK }]);
  });

  it('over midnight are one stretch, not two', () => {
    const { open, from, to } = windowAt(NIGHTS, 'Europe/London', t('2026-11-24T02:00:00Z'), zones);
    expect([open, iso(from), iso(to)]).toEqual([true, '2026-11-23T22:00', '2026-11-24T06:00']);
  });

  it('are seven hours long in the night of the spring change, and nine in that of autumn', () => {
    const hours = ['2027-03-28T00:00:00Z', '2026-10-25T00:30:00Z'].map((at) => {
      const { from, to } = windowAt(NIGHTS, 'Europe/London', t(at), zones);
      return (to - from) / 3_600_000;
    });
    expect(hours).toEqual([7, 9]);
  });

  it('from Friday evening to Monday morning hold over the turn of the week', () => {
    const weekend = tidyWeek([{ from: 5 * DAY + 17 * 60, to: 8 * DAY + 9 * 60 }]);
    const { open, from, to } = windowAt(weekend, 'America/New_York', t('2026-11-29T12:00:00Z'), zones);
    expect([open, iso(from), iso(to)]).toEqual([true, '2026-11-27T22:00', '2026-11-30T14:00']);
    const after = windowAt(weekend, 'America/New_York', t('2026-11-30T14:00:00Z'), zones);
    expect([after.open, iso(after.from), iso(after.to)]).toEqual([false, '2026-11-30T14:00', '2026-12-04T22:00']);
  });

  it('that lie wholly in a skipped hour are left out that day', () => {
    const hour = tidyWeek([{ from: 2 * 60, to: 3 * 60 }]);
    expect(windowAt(hour, 'America/New_York', t('2027-03-14T07:00:00Z'), zones).open).toBe(false);
    expect(windowAt(hour, 'America/New_York', t('2027-03-07T07:00:00Z'), zones).open).toBe(true);
  });

  it('begin at the first pass over a time that occurs twice, and end at the first pass', () => {
    const half = tidyWeek([{ from: 90, to: 120 }]);
    const at = (time: string) => windowAt(half, 'America/New_York', t(time), zones);
    expect(at('2026-11-01T05:29:00Z').open).toBe(false);
    expect([at('2026-11-01T05:30:00Z'), at('2026-11-01T06:59:00Z')].map(({ open, to }) => [open, iso(to)])).toEqual([
      [true, '2026-11-01T07:00'],
      [true, '2026-11-01T07:00'],
    ]);
  });
});
