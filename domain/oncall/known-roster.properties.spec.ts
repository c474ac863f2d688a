import fc from 'fast-check';
import { temporalZoneRules } from '../../services/handbook/zone-rules.temporal.js';
import { gaplessHandbooks, handbooks, instants } from '../../test/support/schedule-arbitraries.js';
import type { Handbook } from '../handbook/handbook.model.js';
import { planHandbook } from '../handbook/plan-handbook.js';
import { inForceAt, type RecordedApplication, versionsKnownAt } from '../handbook/versions-in-time.js';
import { DAY_MS, type Instant } from '../instant.js';
import { holderAt, type Span, shiftsBetween } from './holder.js';
import { clipped, joined } from './joined.js';
import { holderAsKnown, type KnownRoster, shiftsAsKnown, withVersion } from './known-roster.js';

const zones = temporalZoneRules();
const schedules = fc.constantFrom('primary', 'secondary');
const parts = fc.double({ min: 0, max: 1, noNaN: true });
const moments = fc.array(parts, { minLength: 10, maxLength: 10 });
const spans: fc.Arbitrary<Span> = fc
  .tuple(instants, fc.integer({ min: 2, max: 40 * DAY_MS }))
  .map(([from, length]) => ({ from, to: from + length }));

/** A version that runs before the span, and others that take effect around and within it. */
const rosterAround = ({ from, to }: Span): fc.Arbitrary<KnownRoster> =>
  fc
    .tuple(
      fc.tuple(fc.constant(from - 21 * DAY_MS), handbooks),
      fc.uniqueArray(fc.tuple(fc.integer({ min: from - 20 * DAY_MS, max: to }), handbooks), { maxLength: 2, selector: ([at]) => at }),
    )
    .map(([first, others]) => ({
      versions: [first, ...others.toSorted(([a], [b]) => a - b)].map(([effectiveAt, handbook], index) => ({
        versionId: index + 1,
        effectiveAt,
        handbook,
      })),
    }));
const spanAndRoster = spans.chain((span) => fc.tuple(fc.constant(span), rosterAround(span)));

const momentOf = ({ from, to }: Span, part: number): Instant => Math.floor(from + part * (to - 1 - from));
const draftAt = (effectiveAt: Instant, handbook: Handbook) => ({ versionId: 99, effectiveAt, handbook });

describe('[G1.1] handbook versions in time', () => {
  it('a version with a future date changes nothing before it: neither who holds a schedule nor any shift until then', () => {
    fc.assert(
      fc.property(spanAndRoster, handbooks, schedules, parts, moments, ([span, roster], draft, ...[schedule, part, drawn]) => {
        const effectiveAt = momentOf(span, part) + 1;
        const later = withVersion(roster, draftAt(effectiveAt, draft));
        const before = { from: span.from, to: effectiveAt };
        expect(clipped(shiftsAsKnown(later, schedule, span, zones), before)).toEqual(shiftsAsKnown(roster, schedule, before, zones));
        for (const at of drawn.map((one) => momentOf(before, one))) {
          const [is, was] = [holderAsKnown(later, schedule, at, zones), holderAsKnown(roster, schedule, at, zones)];
          expect([is?.person, is?.from, is?.rule]).toEqual([was?.person, was?.from, was?.rule]);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('plan then apply equals apply: whoever a plan says is on call is, and nobody else’s shift moves', () => {
    fc.assert(
      fc.property(spanAndRoster, handbooks, schedules, parts, moments, ([span, roster], handbook, ...[schedule, part, drawn]) => {
        const draft = draftAt(momentOf(span, part), handbook);
        const plan = planHandbook(roster, draft, span, zones);
        const applied = withVersion(roster, draft);
        for (const at of drawn.map((one) => momentOf(span, one))) {
          const before = holderAsKnown(roster, schedule, at, zones)?.person ?? null;
          const after = holderAsKnown(applied, schedule, at, zones)?.person ?? null;
          const moved = plan.shifts.find((shift) => shift.schedule === schedule && shift.from <= at && at < shift.to);
          expect(moved ?? { before: after, after: before }).toMatchObject({ before, after });
        }
        for (const shift of plan.shifts) expect(shift.from).toBeGreaterThanOrEqual(draft.effectiveAt);
      }),
      { numRuns: 100 },
    );
  });

  it('a version that changes no shift is not seen in any, whenever it takes effect', () => {
    fc.assert(
      fc.property(gaplessHandbooks, spans, schedules, moments, (handbook, span, schedule, drawn) => {
        const once: KnownRoster = { versions: [{ versionId: 1, effectiveAt: 0, handbook }] };
        const often = drawn.reduce((roster, part) => withVersion(roster, draftAt(momentOf(span, part), handbook)), once);
        const plain = clipped(joined(shiftsBetween(handbook, schedule, span, zones)), span);
        expect(shiftsAsKnown(often, schedule, span, zones)).toMatchObject(plain.map((shift) => ({ ...shift })));
        const at = momentOf(span, drawn[0] ?? 0);
        expect(holderAsKnown(often, schedule, at, zones)).toMatchObject({ ...holderAt(handbook, schedule, at, zones) });
      }),
      { numRuns: 100 },
    );
  });

  it('the shifts name at every instant whom the version in force then names, and nobody where it names nobody', () => {
    fc.assert(
      fc.property(spanAndRoster, schedules, moments, ([span, roster], schedule, drawn) => {
        const shifts = shiftsAsKnown(roster, schedule, span, zones);
        for (const shift of shifts)
          expect([shift.from >= span.from, shift.from < shift.to, shift.to <= span.to]).toEqual([true, true, true]);
        for (const at of drawn.map((one) => momentOf(span, one))) {
          const running = inForceAt(roster.versions, at);
          const expected = running === null ? null : holderAt(running.handbook, schedule, at, zones);
          const found = shifts.filter((one) => one.from <= at && at < one.to);
          const holder = holderAsKnown(roster, schedule, at, zones);
          expect(found.map(({ person }) => person)).toEqual(expected === null ? [] : [expected.person]);
          expect([holder?.person, holder?.rule]).toEqual([expected?.person, expected?.rule]);
          if (holder !== null) expect([holder.from <= at, at < holder.to]).toEqual([true, true]);
        }
      }),
      { numRuns: 100 },
    );
  });
});

/** Applications one after another, some of them for later, some of those withdrawn before they took effect. */
const records: fc.Arbitrary<readonly RecordedApplication[]> = fc
  .array(
    fc.record({
      versionId: fc.integer({ min: 1, max: 4 }),
      wait: fc.integer({ min: 0, max: 5 }),
      ahead: fc.integer({ min: 0, max: 8 }),
      withdrawnAfter: fc.option(fc.integer({ min: 0, max: 7 })),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((drawn) => {
    let now = 0;
    return drawn.map(({ versionId, wait, ahead, withdrawnAfter }, index) => {
      now += wait;
      const isWithdrawn = withdrawnAfter !== null && withdrawnAfter < ahead;
      return {
        number: index + 1,
        versionId,
        appliedAt: now,
        effectiveAt: now + ahead,
        withdrawnAt: isWithdrawn ? now + withdrawnAfter : null,
      };
    });
  });
const shortTimes = fc.integer({ min: 0, max: 45 });

it('[G1.1] before the first version took effect, it answers', () => {
  fc.assert(
    fc.property(gaplessHandbooks, instants, schedules, (handbook, at, schedule) => {
      const roster: KnownRoster = { versions: [{ versionId: 1, effectiveAt: at + DAY_MS, handbook }] };
      expect(holderAsKnown(roster, schedule, at, zones)).toEqual({ ...holderAt(handbook, schedule, at, zones), versionId: 1 });
    }),
    { numRuns: 50 },
  );
});

describe('[G1.1] what was known of versions', () => {
  it('stays the same for ever, whatever is applied or withdrawn afterwards', () => {
    fc.assert(
      fc.property(records, shortTimes, (record, asKnownAt) => {
        const then = record
          .filter(({ appliedAt }) => appliedAt <= asKnownAt)
          .map((one) => (one.withdrawnAt !== null && one.withdrawnAt > asKnownAt ? { ...one, withdrawnAt: null } : one));
        expect(versionsKnownAt(record, asKnownAt)).toEqual(versionsKnownAt(then, null));
      }),
    );
  });

  it('in force is the one with the latest instant that has come, and of those of one instant the one applied last', () => {
    fc.assert(
      fc.property(records, shortTimes, (record, at) => {
        const candidates = record.filter(({ effectiveAt, withdrawnAt }) => withdrawnAt === null && effectiveAt <= at);
        const latest = Math.max(...candidates.map(({ effectiveAt }) => effectiveAt));
        const expected = candidates.filter(({ effectiveAt }) => effectiveAt === latest).at(-1);
        if (expected !== undefined) expect(inForceAt(versionsKnownAt(record, null), at)?.versionId).toBe(expected.versionId);
      }),
    );
  });

  it('an application that runs at once takes none away that is to take effect later', () => {
    const scheduled = { number: 2, versionId: 2, appliedAt: 10, effectiveAt: 100, withdrawnAt: null };
    const first = { number: 1, versionId: 1, appliedAt: 0, effectiveAt: 0, withdrawnAt: null };
    const atOnce = { number: 3, versionId: 3, appliedAt: 20, effectiveAt: 20, withdrawnAt: null };
    const versions = versionsKnownAt([first, scheduled, atOnce], null);
    expect([-5, 5, 20, 99, 100].map((at) => inForceAt(versions, at)?.versionId)).toEqual([1, 1, 3, 3, 2]);
    expect(inForceAt(versionsKnownAt([first, { ...scheduled, withdrawnAt: 50 }, atOnce], null), 100)?.versionId).toBe(3);
    expect(inForceAt([], 0)).toBeNull();
  });
});
