import fc from 'fast-check';
import { temporalZoneRules } from '../../services/handbook/zone-rules.temporal.js';
import { displacedZoneRules } from '../../test/support/displaced-zones.js';
import { drawnCase, handbookOf } from '../../test/support/policy-arbitraries.js';
import { HOUR_MS, MINUTE_MS } from '../instant.js';
import { memoisedPlans } from './memoised-plans.js';
import { type Simulation, simulate } from './simulate.js';

const zones = displacedZoneRules(temporalZoneRules());

const lines = ({ pages, steps, skipped, exhaustedAfterMs }: Simulation): unknown => [
  pages.map(({ afterMs, person, method, rung }) => [afterMs, person, method, rung]),
  steps,
  skipped,
  exhaustedAfterMs,
];

it('a plan that is known already is the one that would be worked out, over clock changes, shifts, covers, absences and working hours', () => {
  fc.assert(
    fc.property(drawnCase, (drawn) => {
      const handbook = handbookOf({ payments: drawn }, 0);
      const planOf = memoisedPlans(handbook, zones);
      for (let at = -HOUR_MS; at < 3 * HOUR_MS; at += 15 * MINUTE_MS) {
        const { severity } = drawn;
        const worked = simulate(handbook, { service: 'payments', severity, at, acknowledges: null }, zones);
        expect(lines(planOf('payments', severity, at))).toEqual(lines(worked));
      }
    }),
    { numRuns: 60, seed: 20_261_126 },
  );
});
