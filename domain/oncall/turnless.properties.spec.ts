import fc from 'fast-check';
import { temporalZoneRules } from '../../services/handbook/zone-rules.temporal.js';
import { rotations, weeks } from '../../test/support/schedule-arbitraries.js';
import type { Layer } from '../handbook/schedule.model.js';
import { HOUR_MS } from '../instant.js';
import { layersAt } from './layers.js';
import { turnlessPeople } from './turnless.js';

const zones = temporalZoneRules();
const FROM = Date.UTC(2026, 0, 4);

/** Everybody who is on call within so many hours, found by walking through them. */
function walked(layer: Layer, hours: number): ReadonlySet<string> {
  const seen = new Set<string>();
  for (let at = FROM; at < FROM + hours * HOUR_MS; ) {
    const piece = layersAt([layer], 0, at, zones);
    if (piece.held !== null) seen.add(piece.held.person);
    at = piece.to;
  }
  return seen;
}

it('[G1.1] whoever is said never to be on call in a layer is not, and everybody else is, in one round of weeks', () => {
  let found = 0;
  fc.assert(
    fc.property(rotations, weeks, fc.integer({ min: 1, max: 60 }), (rotation, during, hours) => {
      const turn = { everyDays: Math.floor(hours / 24), everyHours: hours % 24 };
      const layer = { timezone: 'UTC', rotation: { ...rotation, ...turn }, during };
      const turnless = turnlessPeople(layer);
      found += turnless.length;
      const seen = walked(layer, 168 * hours * rotation.people.length);
      expect(new Set([...seen, ...turnless])).toEqual(new Set(rotation.people));
      expect(turnless.filter((person) => seen.has(person))).toEqual([]);
    }),
    { numRuns: 60, seed: 7 },
  );
  expect(found).toBeGreaterThan(0);
});

it('[G1.1] a layer without hours, and turns of a week, reach everybody', () => {
  const rotation = { people: ['ada', 'ben'], everyDays: 1, handoffMinute: 0, starting: '2026-01-04' };
  const during = [{ from: 0, to: 60 }];
  expect(turnlessPeople({ timezone: 'UTC', rotation })).toEqual([]);
  expect(turnlessPeople({ timezone: 'UTC', rotation: { ...rotation, everyDays: 7 }, during })).toEqual([]);
  expect(turnlessPeople({ timezone: 'UTC', rotation: { ...rotation, people: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] }, during })).toHaveLength(
    6,
  );
});
