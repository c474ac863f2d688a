import fc from 'fast-check';
import type { ZoneRules } from '../oncall/zone-rules.js';
import { dateTimeText, timeText, utcText } from './local-time.js';

const noZone: ZoneRules = {
  toLocal: (zone) => {
    throw new RangeError(zone);
  },
  toInstant: () => 0,
};
const year0 = Date.parse('0000-01-01T00:00:00Z');
const year9999 = Date.parse('9999-12-31T23:59:59.999Z');

describe('times in words', () => {
  it('give every instant of ten thousand years the date that the calendar gives it', () => {
    fc.assert(
      fc.property(fc.integer({ min: year0, max: year9999 }), (at) => {
        expect(utcText(at)).toBe(new Date(at).toISOString());
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    '2024-02-29T23:59:59.999Z',
    '2024-03-01T00:00:00.000Z',
    '2000-02-29T00:00:00.000Z',
    '1900-02-28T23:59:00.000Z',
    '1970-01-01T00:00:00.000Z',
    '1969-12-31T23:59:59.999Z',
    '2026-12-31T23:59:59.000Z',
  ])('know %s', (iso) => {
    expect(utcText(Date.parse(iso))).toBe(iso);
  });

  it('name the weekday', () => {
    fc.assert(
      fc.property(fc.integer({ min: year0, max: year9999 }), (at) => {
        expect(dateTimeText(noZone, 'X', at).slice(0, 3)).toBe(new Date(at).toUTCString().slice(0, 3));
      }),
    );
  });

  it('repeat the day only where it is another one', () => {
    const at = Date.parse('2026-11-29T23:50:00Z');
    expect(timeText(noZone, 'X', at, at - 3_600_000)).toBe('23:50 UTC');
    expect(timeText(noZone, 'X', at + 900_000, at)).toBe('Mon 30 Nov 00:05 UTC');
  });
});
