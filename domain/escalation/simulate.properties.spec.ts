import fc from 'fast-check';
import { temporalZoneRules } from '../../services/handbook/zone-rules.temporal.js';
import { displacedZoneRules } from '../../test/support/displaced-zones.js';
import { drawnCase, handbookOf, scenarioOf } from '../../test/support/policy-arbitraries.js';
import { PureIncident } from '../../test/support/story-incident.js';
import { MINUTE_MS } from '../instant.js';
import { findResponders } from './find-responders.js';
import type { Scenario } from './scenario.js';
import { simulate } from './simulate.js';

const zones = displacedZoneRules(temporalZoneRules());
const CASES = 2_000;

/** What really leaves, minute by minute, when the answer comes as drawn; until half an hour after the ladder is used up. */
function decided({ severity, acknowledges }: Scenario, handbook: ReturnType<typeof handbookOf>, minutes: number): readonly string[] {
  const incident = new PureIncident(severity, handbook, {}, ({ targets, urgency }, at) =>
    findResponders(handbook, { targets, urgency, at }, zones),
  );
  if (acknowledges === null) return told(incident.passes(minutes));
  incident.passes(acknowledges.afterMs / MINUTE_MS);
  incident.does(acknowledges.person, { kind: 'acknowledge' });
  return told(incident.passes(300));
}

const told = (incident: PureIncident): readonly string[] => incident.pages().map(({ person, minute }) => `${minute} ${person}`);

it(`[G1.2] ${CASES} policies × answers × clock changes × absences: what is simulated is what the rules of a real incident decide`, () => {
  fc.assert(
    fc.property(drawnCase, (drawn) => {
      const handbook = handbookOf({ payments: drawn }, 0);
      const scenario = scenarioOf('payments', drawn, 0);
      const { pages, exhaustedAfterMs } = simulate(handbook, scenario, zones);
      const list = pages.map((page) => `${page.afterMs / MINUTE_MS} ${page.person}/${page.method}`);
      // Until just before the catch-all would be told again.
      const quietAfter = (exhaustedAfterMs ?? 0) / MINUTE_MS + drawn.policy.exhausted.repeatEveryMs / MINUTE_MS - 1;
      expect([...list].sort()).toEqual([...decided(scenario, handbook, quietAfter)].sort());
    }),
    { numRuns: CASES, seed: 20_261_126 },
  );
});
