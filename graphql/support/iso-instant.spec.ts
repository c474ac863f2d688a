import fc from 'fast-check';
import { isoInstant } from './iso-instant.js';
import { isoDuration } from './scalars.js';

describe('instants', () => {
  it('are written as the platform writes them, in whatever order they come', () => {
    fc.assert(fc.property(fc.integer({ min: -8.64e15, max: 8.64e15 }), (ms) => isoInstant(ms) === new Date(ms).toISOString()));
    fc.assert(fc.property(fc.integer({ min: -1e12, max: 4e12 }), (ms) => isoInstant(ms) === new Date(ms).toISOString()));
  });

  it('lose what is below a millisecond, and refuse what is none', () => {
    expect(isoInstant(1_764_000_000_000.75)).toBe('2025-11-24T16:00:00.000Z');
    expect(isoInstant(-0.5)).toBe(new Date(-0.5).toISOString());
    expect(() => isoInstant(Number.NaN)).toThrow(RangeError);
  });
});

describe('durations', () => {
  it.each([
    [0, 'PT0S'],
    [900_000, 'PT15M'],
    [5_400_000, 'PT1H30M'],
    [86_400_000, 'PT24H'],
    [1_500, 'PT1.5S'],
  ])('%d ms are %s', (ms, text) => expect(isoDuration(ms)).toBe(text));
});
