import fc from 'fast-check';
import { temporalZoneRules } from '../../services/handbook/zone-rules.temporal.js';
import { gaplessHandbooks, handbooks, instants, PEOPLE } from '../../test/support/schedule-arbitraries.js';
import { DAY_MS } from '../instant.js';
import { holderAt, piecesBetween, shiftsBetween } from './holder.js';
import { clipped, joined } from './joined.js';

const zones = temporalZoneRules();
const schedules = fc.constantFrom('primary', 'secondary');
const parts = fc.double({ min: 0, max: 1, noNaN: true });
const lengths = fc.integer({ min: 1, max: 40 * DAY_MS });

describe('[G1.1] at every instant', () => {
  it('exactly one person of the handbook holds a schedule that leaves no hour out, in a shift that contains the instant', () => {
    fc.assert(
      fc.property(gaplessHandbooks, schedules, instants, (handbook, schedule, at) => {
        const shift = holderAt(handbook, schedule, at, zones);
        expect(PEOPLE).toContain(shift?.person);
        expect(shift?.from).toBeLessThanOrEqual(at);
        expect(shift?.to).toBeGreaterThan(at);
      }),
      { numRuns: 500 },
    );
  });

  it('a shift reads the same at its first, any and last instant, and the neighbours meet it without gap or overlap', () => {
    fc.assert(
      fc.property(gaplessHandbooks, schedules, instants, parts, (handbook, schedule, at, part) => {
        const shift = holderAt(handbook, schedule, at, zones);
        if (shift === null) throw new Error('nobody');
        const within = Math.floor(shift.from + part * (shift.to - 1 - shift.from));
        for (const instant of [shift.from, within, shift.to - 1]) expect(holderAt(handbook, schedule, instant, zones)).toEqual(shift);
        expect(holderAt(handbook, schedule, shift.to, zones)?.from).toBe(shift.to);
        expect(holderAt(handbook, schedule, shift.from - 1, zones)?.to).toBe(shift.from);
      }),
      { numRuns: 500 },
    );
  });

  it('the shifts and vacancies of a span cover it, each beginning where the one before ends', () => {
    fc.assert(
      fc.property(handbooks, schedules, instants, lengths, (handbook, schedule, from, length) => {
        const pieces = piecesBetween(handbook, schedule, { from, to: from + length }, zones);
        expect(pieces[0]?.from).toBeLessThanOrEqual(from);
        expect(pieces.at(-1)?.to).toBeGreaterThanOrEqual(from + length);
        expect(pieces.slice(1).map((piece) => piece.from)).toEqual(pieces.slice(0, -1).map((piece) => piece.to));
      }),
      { numRuns: 100 },
    );
  });

  it('the shifts of a span, joined and clipped, name whom the schedule names, and nobody where it names nobody', () => {
    fc.assert(
      fc.property(handbooks, schedules, instants, lengths, fc.array(parts, { minLength: 20, maxLength: 20 }), (...drawn) => {
        const [handbook, schedule, from, length, moments] = drawn;
        const span = { from, to: from + length };
        const shifts = clipped(joined(shiftsBetween(handbook, schedule, span, zones)), span);
        for (const shift of shifts)
          expect([shift.from >= span.from, shift.from < shift.to, shift.to <= span.to]).toEqual([true, true, true]);
        for (const part of moments) {
          const at = Math.floor(from + part * (length - 1));
          const holder = holderAt(handbook, schedule, at, zones);
          const shift = shifts.find((one) => one.from <= at && at < one.to);
          expect([shift?.person, shift?.rule]).toEqual([holder?.person, holder?.rule]);
        }
      }),
      { numRuns: 100 },
    );
  });
});
