import fc from 'fast-check';
import type { Handbook } from '../../domain/handbook/handbook.model.js';
import type { Layer, Override, Rotation, TemporarySchedule, WeekSpan } from '../../domain/handbook/schedule.model.js';
import { DAY_MS } from '../../domain/instant.js';
import { dateOfEpochDay } from '../../domain/oncall/calendar-date.js';
import { tidyWeek } from '../../domain/oncall/week-spans.js';
import { sampleHandbook } from './sample-handbook.js';

export const PEOPLE = ['ada', 'ben', 'chloe', 'dan', 'cto'];
const FROM = Date.UTC(2005, 0, 1);
const TO = Date.UTC(2035, 0, 1);
const WEEK_MINUTES = 10_080;

export const instants = fc.integer({ min: FROM, max: TO });

export const drawnZones = fc.constantFrom(
  'UTC',
  'America/New_York',
  'Europe/London',
  'Pacific/Chatham',
  'Pacific/Apia',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
);

const spans = fc
  .record({ from: instants, length: fc.integer({ min: -DAY_MS, max: 30 * DAY_MS }) })
  .map(({ from, length }) => ({ from, to: from + length }));

const overrides: fc.Arbitrary<readonly Override[]> = fc.array(
  fc.record({ person: fc.constantFrom(...PEOPLE), span: spans }).map(({ person, span }) => ({ person, ...span })),
  { maxLength: 8 },
);

export const rotations: fc.Arbitrary<Rotation> = fc
  .record({
    people: fc.uniqueArray(fc.constantFrom(...PEOPLE), { minLength: 1 }),
    turn: fc.oneof(
      fc.integer({ min: 1, max: 30 * 24 }),
      fc.integer({ min: 1, max: 30 }).map((days) => days * 24),
    ),
    handoffMinute: fc.integer({ min: 0, max: 1439 }),
    starting: fc.integer({ min: 10_000, max: 22_000 }).map(dateOfEpochDay),
  })
  .map(({ turn, ...rotation }) => ({ ...rotation, everyDays: Math.floor(turn / 24), everyHours: turn % 24 }));

/** Some hours of the week, never all of them. */
export const weeks: fc.Arbitrary<readonly WeekSpan[]> = fc
  .array(
    fc
      .record({ from: fc.integer({ min: 0, max: WEEK_MINUTES - 1 }), length: fc.integer({ min: 1, max: 3_000 }) })
      .map(({ from, length }) => ({
        from,
        to: from + length,
      })),
    { minLength: 1, maxLength: 3 },
  )
  .map(tidyWeek);

const layers: fc.Arbitrary<Layer> = fc
  .record({ timezone: drawnZones, rotation: rotations, during: fc.option(weeks, { nil: undefined }) })
  .map(({ during, ...layer }) => ({ ...layer, ...(during === undefined ? {} : { during }) }));

const temporary: fc.Arbitrary<readonly TemporarySchedule[]> = fc.array(
  fc
    .record({ span: spans, layers: fc.array(layers, { minLength: 1, maxLength: 2 }) })
    .map(({ span, layers: own }) => ({ ...span, layers: own })),
  { maxLength: 3 },
);

/** `primary` of anything, and `secondary`, which follows it. */
export const handbooks: fc.Arbitrary<Handbook> = scheduled(fc.array(layers, { minLength: 1, maxLength: 4 }), temporary);

/** The same, with nothing left open. */
export const gaplessHandbooks: fc.Arbitrary<Handbook> = scheduled(
  fc
    .record({ some: fc.array(layers, { maxLength: 3 }), timezone: drawnZones, rotation: rotations })
    .map(({ some, timezone, rotation }) => [...some, { timezone, rotation }]),
  fc.constant([]),
);

function scheduled(own: fc.Arbitrary<readonly Layer[]>, standIns: fc.Arbitrary<readonly TemporarySchedule[]>): fc.Arbitrary<Handbook> {
  return fc
    .record({ own, timezone: drawnZones, offset: fc.integer({ min: 0, max: 5 }), first: overrides, second: overrides, standIns })
    .map(({ own: list, timezone, offset, first, second, standIns: temporaries }) => ({
      ...sampleHandbook,
      schedules: {
        primary: { id: 'primary', timezone, source: { kind: 'layers', layers: list }, overrides: first, temporary: temporaries },
        secondary: { id: 'secondary', timezone, source: { kind: 'follows', schedule: 'primary', offset }, overrides: second },
      },
    }));
}
