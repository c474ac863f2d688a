import { temporalZoneRules } from '../../services/handbook/zone-rules.temporal.js';
import type { WorkingHours } from '../handbook/handbook.model.js';
import { isWorkingTime } from './working-hours.js';

const hours: WorkingHours = {
  timezone: 'America/New_York',
  days: [1, 2, 3, 4, 5],
  fromMinute: 9 * 60,
  toMinute: 17 * 60,
  holidays: ['2026-12-25'],
};
const at = (instant: string): boolean => isWorkingTime(hours, Date.parse(instant), temporalZoneRules());

describe('[G1.2] working hours', () => {
  it.each([
    ['2026-11-23T13:59:59Z', false, 'a second before nine'],
    ['2026-11-23T14:00:00Z', true, 'at nine sharp'],
    ['2026-11-23T21:59:59Z', true, 'just before five'],
    ['2026-11-23T22:00:00Z', false, 'at five sharp'],
    ['2026-11-22T15:00:00Z', false, 'on a Sunday'],
    ['2026-12-25T15:00:00Z', false, 'on a holiday'],
    ['2026-11-24T03:00:00Z', false, 'on Monday evening, where it is Tuesday in UTC'],
    ['2026-07-06T13:30:00Z', true, 'by the wall clock in summer'],
    ['2026-12-07T13:30:00Z', false, 'by the wall clock in winter'],
  ])('%s is %s: %s', (instant, isWorking) => {
    expect(at(instant)).toBe(isWorking);
  });
});
