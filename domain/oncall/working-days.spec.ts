import { temporalZoneRules } from '../../services/handbook/zone-rules.temporal.js';
import { nextWorkingTime, workingDaysLater } from './working-days.js';

const week = { days: [1, 2, 3, 4, 5], endMinute: 17 * 60, holidays: ['2026-12-25'] };
const calendar = { week, zone: 'America/New_York', rules: temporalZoneRules() };
const due = (from: string, days: number, zone = calendar.zone): string =>
  new Date(workingDaysLater(Date.parse(from), days, { ...calendar, zone })).toISOString();

describe('[G2.6] working days', () => {
  it.each([
    ['a Monday morning', '2026-11-23T14:00:00Z', '2026-11-26T22:00:00.000Z'],
    ['a Friday night', '2026-11-28T02:00:00Z', '2026-12-02T22:00:00.000Z'],
    ['a Sunday', '2026-11-29T15:00:00Z', '2026-12-02T22:00:00.000Z'],
    ['before a holiday', '2026-12-23T15:00:00Z', '2026-12-29T22:00:00.000Z'],
  ])('three of them after %s', (_when, from, expected) => {
    expect(due(from, 3)).toBe(expected);
  });

  it('end at the local hour on either side of a change of the clocks', () => {
    expect(due('2026-10-30T12:00:00Z', 1)).toBe('2026-11-02T22:00:00.000Z');
    expect(due('2026-10-29T12:00:00Z', 1)).toBe('2026-10-30T21:00:00.000Z');
  });

  it('are those of the handbook’s zone, where it may be another day', () => {
    expect(due('2026-11-27T23:30:00Z', 1, 'Pacific/Auckland')).toBe('2026-11-30T04:00:00.000Z');
  });
});

describe('[G1.3] the next working 09:00', () => {
  const next = (after: string): string => new Date(nextWorkingTime(Date.parse(after), 9 * 60, calendar)).toISOString();

  it.each([
    ['of the same day, before nine', '2026-11-23T13:59:00Z', '2026-11-23T14:00:00.000Z'],
    ['of the next day, from nine on', '2026-11-23T14:00:00Z', '2026-11-24T14:00:00.000Z'],
    ['of Monday, from a Friday evening', '2026-11-28T02:00:00Z', '2026-11-30T14:00:00.000Z'],
    ['after a holiday and the weekend', '2026-12-24T15:00:00Z', '2026-12-28T14:00:00.000Z'],
    ['at nine by the wall clock, when the clocks change over the weekend', '2026-10-31T15:00:00Z', '2026-11-02T14:00:00.000Z'],
  ])('is that %s', (_which, after, expected) => {
    expect(next(after)).toBe(expected);
  });
});
