import fc from 'fast-check';
import { temporalZoneRules } from '../../services/handbook/zone-rules.temporal.js';
import { aCover } from '../../test/support/sample-covers.js';
import { handbooks, instants, PEOPLE } from '../../test/support/schedule-arbitraries.js';
import { DAY_MS } from '../instant.js';
import { holderAt, piecesBetween } from './holder.js';
import { coversKnownAt, endOf, withCovers } from './with-covers.js';

const zones = temporalZoneRules();
const schedules = fc.constantFrom('primary', 'secondary');

/** Around `around`, some given back; recorded before they begin, as all are. */
const covers = (around: number) =>
  fc.array(
    fc
      .record({
        schedule: schedules,
        person: fc.constantFrom(...PEOPLE),
        begins: fc.integer({ min: -5 * DAY_MS, max: 5 * DAY_MS }),
        lasts: fc.integer({ min: 1, max: 5 * DAY_MS }),
        before: fc.integer({ min: 0, max: DAY_MS }),
        ends: fc.option(fc.integer({ min: 0, max: 5 * DAY_MS }), { nil: null }),
      })
      .map(({ begins, lasts, before, ends, ...cover }) => {
        const from = around + begins;
        const recordedAt = from - before;
        const endedAt = ends === null ? null : recordedAt + ends;
        return aCover({ ...cover, from, to: from + lasts, recordedAt, endedAt, endedBy: endedAt === null ? null : 'ada' });
      }),
    { maxLength: 4 },
  );

const cases = instants.chain((at) => fc.record({ at: fc.constant(at), drawn: covers(at), book: handbooks, schedule: schedules }));

describe('[G1.1] whatever covers there are', () => {
  it('outside their spans they change no holder; within, the one recorded last holds', () => {
    fc.assert(
      fc.property(cases, ({ at, drawn, book, schedule }) => {
        const numbered = drawn.map((cover, index) => ({ ...cover, id: `COV-${index + 1}` }));
        const winner = numbered
          .filter((cover) => cover.schedule === schedule && cover.from <= at && at < endOf(cover))
          .toSorted((a, b) => a.recordedAt - b.recordedAt)
          .at(-1);
        const holder = holderAt(withCovers(book, numbered), schedule, at, zones)?.person;
        expect(holder).toBe(winner?.person ?? holderAt(book, schedule, at, zones)?.person);
      }),
      { numRuns: 1_000 },
    );
  });

  it('the shifts and vacancies of a span still meet without gap or overlap', () => {
    fc.assert(
      fc.property(cases, ({ at, drawn, book, schedule }) => {
        const pieces = piecesBetween(withCovers(book, drawn), schedule, { from: at, to: at + 10 * DAY_MS }, zones);
        expect(pieces.slice(1).map((piece) => piece.from)).toEqual(pieces.slice(0, -1).map((piece) => piece.to));
      }),
      { numRuns: 100 },
    );
  });

  it('what was known at an instant of that instant is what is known of it for ever', () => {
    fc.assert(
      fc.property(cases, ({ at, drawn, book, schedule }) => {
        const then = holderAt(withCovers(book, coversKnownAt(drawn, at)), schedule, at, zones)?.person;
        expect(then).toBe(holderAt(withCovers(book, drawn), schedule, at, zones)?.person);
      }),
      { numRuns: 300 },
    );
  });
});
