import fc from 'fast-check';
import { simulate } from '../../domain/escalation/simulate.js';
import type { Handbook } from '../../domain/handbook/handbook.model.js';
import type { IncidentEvent } from '../../domain/incidents/incident-event.model.js';
import { rungWords } from '../../domain/incidents/rung-words.js';
import { type Instant, MINUTE_MS } from '../../domain/instant.js';
import { systemClock } from '../../services/config/clock.js';
import { temporalZoneRules } from '../../services/handbook/zone-rules.temporal.js';
import { displacedZoneRules } from '../support/displaced-zones.js';
import { type DrawnCase, drawnCase, handbookOf, scenarioOf } from '../support/policy-arbitraries.js';
import { StoryIncident } from '../support/story-incidents.js';
import { type StoryWorld, storyWorld } from '../support/story-world.js';

const CASES = Number(process.env.TOCSIN_SIMULATED_CASES ?? 200);
const AT_ONCE = 40;
/** No further batch begins after this; a fast machine comes to all cases. */
const ENOUGH_MS = 120_000;
const TIMEOUT_MS = 300_000;
/** `TOCSIN_FUZZ_SEED=<the printed one>` draws the same cases again. */
const seed = Number(process.env.TOCSIN_FUZZ_SEED ?? 20_261_126);

const zones = displacedZoneRules(temporalZoneRules());

let world: StoryWorld;
beforeAll(async () => {
  world = await storyWorld(undefined, { zones });
  await world.startWorker();
});
afterAll(() => world.close());

it(
  `[G1.2] up to ${CASES} policies × answers × clock changes: the simulated pages are the live ones, none missing, none extra`,
  async () => {
    const cases = fc.sample(drawnCase, { numRuns: CASES, seed });
    const until = performance.now() + ENOUGH_MS;
    let [told, pages] = [0, 0];
    for (; told < cases.length && performance.now() < until; told += AT_ONCE) pages += await tellBatch(cases.slice(told, told + AT_ONCE));
    process.stdout.write(`simulated = live: ${Math.min(told, CASES)} cases, ${pages} pages, TOCSIN_FUZZ_SEED=${seed}\n`);
    expect(pages).toBeGreaterThan(told);
  },
  TIMEOUT_MS,
);

/** Several incidents at once, each a service of one handbook whose clocks change while they run. */
async function tellBatch(batch: readonly DrawnCase[]): Promise<number> {
  const named = Object.fromEntries(batch.map((drawn, index) => [`service-${index}`, drawn]));
  const handbook = handbookOf(named, systemClock.now());
  world.handbooks.handbook = handbook;
  const lived = await Promise.all(Object.entries(named).map(([service, drawn]) => live(handbook, { service, drawn })));
  return lived.reduce((sum, pages) => sum + pages, 0);
}

/** How many pages left; fails where they are not those of the simulation. */
async function live(handbook: Handbook, { service, drawn }: { readonly service: string; readonly drawn: DrawnCase }): Promise<number> {
  const incident = new StoryIncident(world, service);
  await incident.isAccepted(() => undefined, drawn.severity);
  await incident.time.untilQuiet();
  const at = (await incident.record()).find((event) => event.type === 'Opened')?.at ?? 0;
  const scenario = scenarioOf(service, drawn, at);
  const simulated = simulate(handbook, scenario, zones);
  const answer = scenario.acknowledges;
  if (answer === null) {
    const quietAfterMs = (simulated.exhaustedAfterMs ?? 0) + drawn.policy.exhausted.repeatEveryMs - MINUTE_MS;
    await untilVirtually(incident, at + quietAfterMs);
  } else {
    await untilVirtually(incident, at + answer.afterMs);
    await incident.does(answer.person, { kind: 'acknowledge' });
    await untilVirtually(incident, at + answer.afterMs + 15 * MINUTE_MS);
  }
  const leaves = simulated.pages.map((page) => line(page.afterMs, [page.person, page.method, rungWords(page.rung)]));
  const left = liveLines(await incident.record(), at);
  expect({ drawn, pages: left }).toEqual({ drawn, pages: leaves.sort() });
  expect(incident.sent).toHaveLength(left.length);
  return left.length;
}

async function untilVirtually(incident: StoryIncident, at: Instant): Promise<void> {
  const now = await incident.time.now();
  if (at > now) await incident.time.passes(at - now);
}

const line = (afterMs: number, words: readonly string[]): string => [`T+${Math.floor(afterMs / MINUTE_MS)}`, ...words].join(' ');

function liveLines(events: readonly IncidentEvent[], at: Instant): readonly string[] {
  const found = events.flatMap((event) => (event.type === 'RespondersFound' ? event.pages : []));
  const whyOf = new Map(found.flatMap((page) => page.deliveries.map(({ key }) => [key, rungWords(page.rung)] as const)));
  return events
    .flatMap((event) =>
      event.type === 'DeliverySent' ? [line(event.at - at, [event.person, event.method, whyOf.get(event.delivery) ?? ''])] : [],
    )
    .sort();
}
