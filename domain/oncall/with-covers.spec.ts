import { temporalZoneRules } from '../../services/handbook/zone-rules.temporal.js';
import { aCover } from '../../test/support/sample-covers.js';
import { sampleHandbook } from '../../test/support/sample-handbook.js';
import { HOUR_MS } from '../instant.js';
import { holderAt } from './holder.js';
import { findUnready } from './readiness.js';
import { printPath, rulePath } from './rule-path.js';
import { coversKnownAt, withCovers } from './with-covers.js';

const zones = temporalZoneRules();
const T = Date.parse('2026-11-24T12:00:00Z');
const hour = (count: number): number => T + count * HOUR_MS;
const holders = (covers: Parameters<typeof withCovers>[1], schedule = 'on-call', book = sampleHandbook): readonly string[] =>
  [0, 1, 2, 3, 4].map((count) => holderAt(withCovers(book, covers), schedule, hour(count), zones)?.person ?? 'nobody');

describe('[G1.1] a cover', () => {
  it('holds the schedule throughout its span, to the millisecond, and names itself as what gave the shift', () => {
    const book = withCovers(sampleHandbook, [aCover({ id: 'COV-12', person: 'chloe', from: hour(1), to: hour(3) })]);
    const at = (instant: number) => holderAt(book, 'on-call', instant, zones);
    expect([hour(1) - 1, hour(1), hour(3) - 1, hour(3)].map((instant) => at(instant)?.person)).toEqual(['ada', 'chloe', 'chloe', 'ada']);
    const shift = at(hour(2));
    expect(shift).toMatchObject({ via: 'cover', from: hour(1), to: hour(3) });
    expect(shift === null ? '' : printPath(rulePath(book, shift))).toBe('covers.COV-12');
  });

  it('of the primary moves nobody else: whoever follows stays', () => {
    expect(holders([aCover({ person: 'chloe', from: hour(0), to: hour(5) })], 'secondary')).toEqual(['ben', 'ben', 'ben', 'ben', 'ben']);
  });

  it('wins over the handbook’s overrides, and the one recorded last over the others, in whatever order they are read', () => {
    const schedule = sampleHandbook.schedules['on-call'];
    if (schedule === undefined) throw new Error('no schedule');
    const overridden = { ...schedule, overrides: [{ person: 'ben', from: hour(0), to: hour(5) }] };
    const book = { ...sampleHandbook, schedules: { ...sampleHandbook.schedules, 'on-call': overridden } };
    const first = aCover({ id: 'COV-9', person: 'chloe', from: hour(1), to: hour(4), recordedAt: T - 2 });
    const last = aCover({ id: 'COV-10', person: 'dan', from: hour(2), to: hour(3), recordedAt: T - 1 });
    const expected = ['ben', 'chloe', 'dan', 'chloe', 'ben'];
    expect(holders([first, last], 'on-call', book)).toEqual(expected);
    expect(holders([last, first], 'on-call', book)).toEqual(expected);
    expect(holders([last, { ...first, recordedAt: T - 1 }], 'on-call', book)).toEqual(expected);
  });

  it('that was given back holds until then only', () => {
    const given = aCover({ person: 'chloe', from: hour(0), to: hour(5), endedAt: hour(2), endedBy: 'chloe' });
    expect(holders([given])).toEqual(['chloe', 'chloe', 'ada', 'ada', 'ada']);
    expect(holders([{ ...given, from: hour(3) }])).toEqual(['ada', 'ada', 'ada', 'ada', 'ada']);
  });

  it('[I15] of somebody who left the handbook, or of a schedule that did, leaves whoever’s turn it is on call', () => {
    expect(holders([aCover({ person: 'gone', from: hour(0), to: hour(5) })])).toEqual(['ada', 'ada', 'ada', 'ada', 'ada']);
    const nowhere = [aCover({ person: 'chloe', schedule: 'constructor', from: hour(0), to: hour(5) })];
    expect(withCovers(sampleHandbook, nowhere)).toBe(sampleHandbook);
  });

  it('on top of another entry is no overlap to warn of; a person on two levels by it is', () => {
    const covers = [
      aCover({ person: 'ben', from: hour(0), to: hour(5) }),
      aCover({ id: 'COV-2', person: 'dan', from: hour(1), to: hour(2) }),
    ];
    const kinds = findUnready(withCovers(sampleHandbook, covers), { from: T, to: hour(5) }, zones).map(({ kind }) => kind);
    expect(kinds).not.toContain('OVERLAP');
    expect(kinds).toContain('STEP_REPEATS');
  });
});

it('[G1.1] what was known at an instant leaves out covers and endings recorded later', () => {
  const cover = aCover({ from: hour(2), to: hour(5), recordedAt: hour(1), endedAt: hour(3), endedBy: 'ada' });
  expect(coversKnownAt([cover], hour(1) - 1)).toEqual([]);
  expect(coversKnownAt([cover], hour(3) - 1)).toEqual([{ ...cover, endedAt: null, endedBy: null }]);
  expect(coversKnownAt([cover], hour(3))).toEqual([cover]);
});
