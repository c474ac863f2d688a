import { HOUR_MS } from '../instant.js';
import { compareNights } from './compare-nights.js';
import type { NightFinding, NightMap } from './night-map.js';

const finding = (person: string, from: number, to: number): NightFinding => ({
  trouble: 'ASLEEP',
  person,
  detail: ['ben'],
  policy: 'standard',
  services: ['payments'],
  severities: ['SEV1'],
  from: from * HOUR_MS,
  to: to * HOUR_MS,
});
const map = (...findings: readonly NightFinding[]): NightMap => ({ timezone: 'Etc/UTC', rows: [], findings });

it('says exactly which hours become better, which worse, and whose', () => {
  const compared = compareNights(map(finding('ada', 0, 6), finding('chloe', 24, 30)), map(finding('ada', 4, 8), finding('chloe', 24, 30)));
  expect(compared).toEqual({
    better: [{ trouble: 'ASLEEP', person: 'ada', services: ['payments'], spans: [{ from: 0, to: 4 * HOUR_MS }] }],
    worse: [{ trouble: 'ASLEEP', person: 'ada', services: ['payments'], spans: [{ from: 6 * HOUR_MS, to: 8 * HOUR_MS }] }],
  });
});

it('says nothing of the same nights', () => {
  expect(compareNights(map(finding('ada', 0, 6)), map(finding('ada', 0, 6)))).toEqual({ better: [], worse: [] });
});
