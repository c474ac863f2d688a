import fc from 'fast-check';
import { temporalZoneRules } from '../../services/handbook/zone-rules.temporal.js';
import { sampleHandbook } from '../../test/support/sample-handbook.js';
import type { Handbook } from '../handbook/handbook.model.js';
import { DAY_MS } from '../instant.js';
import { dateOfEpochDay } from './calendar-date.js';
import { holderAt, shiftsBetween } from './holder.js';

const zones = temporalZoneRules();
const PEOPLE = ['ada', 'ben', 'chloe', 'dan', 'cto'];
const FROM = Date.UTC(2005, 0, 1);
const TO = Date.UTC(2035, 0, 1);

const instants = fc.integer({ min: FROM, max: TO });
const overrides = fc.array(
  fc
    .record({ person: fc.constantFrom(...PEOPLE), from: instants, length: fc.integer({ min: -DAY_MS, max: 30 * DAY_MS }) })
    .map(({ person, from, length }) => ({ person, from, to: from + length })),
  { maxLength: 8 },
);

const handbooks: fc.Arbitrary<Handbook> = fc
  .record({
    people: fc.uniqueArray(fc.constantFrom(...PEOPLE), { minLength: 1 }),
    everyDays: fc.integer({ min: 1, max: 30 }),
    handoffMinute: fc.integer({ min: 0, max: 1439 }),
    starting: fc.integer({ min: 10_000, max: 22_000 }).map(dateOfEpochDay),
    timezone: fc.constantFrom(
      'UTC',
      'America/New_York',
      'Europe/London',
      'Pacific/Chatham',
      'Pacific/Apia',
      'Asia/Kolkata',
      'Australia/Lord_Howe',
      'Africa/Casablanca',
    ),
    offset: fc.integer({ min: 0, max: 5 }),
    overrides,
    own: overrides,
  })
  .map(({ timezone, offset, overrides: primary, own, ...rotation }) => ({
    ...sampleHandbook,
    schedules: {
      primary: { id: 'primary', timezone, source: { kind: 'rotation', rotation }, overrides: primary },
      secondary: { id: 'secondary', timezone, source: { kind: 'follows', schedule: 'primary', offset }, overrides: own },
    },
  }));

const schedules = fc.constantFrom('primary', 'secondary');

describe('[G1.1] at every instant', () => {
  it('exactly one person of the handbook holds a schedule, in a shift that contains the instant', () => {
    fc.assert(
      fc.property(handbooks, schedules, instants, (handbook, schedule, at) => {
        const shift = holderAt(handbook, schedule, at, zones);
        expect(PEOPLE).toContain(shift.person);
        expect(shift.from).toBeLessThanOrEqual(at);
        expect(shift.to).toBeGreaterThan(at);
      }),
      { numRuns: 500 },
    );
  });

  it('a shift reads the same at its first, any and last instant, and the neighbours meet it without gap or overlap', () => {
    fc.assert(
      fc.property(handbooks, schedules, instants, fc.double({ min: 0, max: 1, noNaN: true }), (handbook, schedule, at, part) => {
        const shift = holderAt(handbook, schedule, at, zones);
        const within = Math.floor(shift.from + part * (shift.to - 1 - shift.from));
        for (const instant of [shift.from, within, shift.to - 1]) expect(holderAt(handbook, schedule, instant, zones)).toEqual(shift);
        expect(holderAt(handbook, schedule, shift.to, zones).from).toBe(shift.to);
        expect(holderAt(handbook, schedule, shift.from - 1, zones).to).toBe(shift.from);
      }),
      { numRuns: 500 },
    );
  });

  it('the shifts of a span cover it, each beginning where the one before ends', () => {
    fc.assert(
      fc.property(handbooks, schedules, instants, fc.integer({ min: 1, max: 60 * DAY_MS }), (handbook, schedule, from, length) => {
        const shifts = shiftsBetween(handbook, schedule, { from, to: from + length }, zones);
        expect(shifts[0]?.from).toBeLessThanOrEqual(from);
        expect(shifts.at(-1)?.to).toBeGreaterThanOrEqual(from + length);
        expect(shifts.slice(1).map((shift) => shift.from)).toEqual(shifts.slice(0, -1).map((shift) => shift.to));
      }),
      { numRuns: 100 },
    );
  });
});
