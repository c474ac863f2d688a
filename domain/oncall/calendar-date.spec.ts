import fc from 'fast-check';
import { dateOfEpochDay, epochDayOf, WEEKDAYS, weekdayOf } from './calendar-date.js';

describe('calendar dates', () => {
  it.each([
    ['1970-01-01', 0, 'Thursday'],
    ['2000-02-29', 11_016, 'Tuesday'],
    ['2026-11-23', 20_780, 'Monday'],
    ['1969-12-31', -1, 'Wednesday'],
  ])('%s is day %d, a %s', (date, day, weekday) => {
    expect(epochDayOf(date)).toBe(day);
    expect(dateOfEpochDay(day)).toBe(date);
    expect(WEEKDAYS[weekdayOf(day)]).toBe(weekday);
  });

  it.each(['2026-02-29', '2100-02-29', '2026-13-01', '2026-00-10', '2026-1-1', 'tomorrow', ''])('%s is no date', (text) => {
    expect(epochDayOf(text)).toBeNaN();
  });

  it('agree with the platform’s calendar for every day of four thousand years', () => {
    fc.assert(
      fc.property(fc.integer({ min: -365_000, max: 1_000_000 }), (day) => {
        expect(dateOfEpochDay(day)).toBe(new Date(day * 86_400_000).toISOString().slice(0, 10));
        expect(epochDayOf(dateOfEpochDay(day))).toBe(day);
      }),
    );
  });
});
