import fc from 'fast-check';
import type { Scenario } from '../../domain/escalation/scenario.js';
import { simulate } from '../../domain/escalation/simulate.js';
import type { Handbook } from '../../domain/handbook/handbook.model.js';
import type { IncidentEvent } from '../../domain/incidents/incident-event.model.js';
import { rungWords } from '../../domain/incidents/rung-words.js';
import { type DurationMs, type Instant, MINUTE_MS, SECOND_MS } from '../../domain/instant.js';
import { systemClock } from '../../services/config/clock.js';
import { temporalZoneRules } from '../../services/handbook/zone-rules.temporal.js';
import { displacedZoneRules } from '../support/displaced-zones.js';
import { type DrawnCase, drawnCase, handbookOf, scenarioOf } from '../support/policy-arbitraries.js';
import { StoryIncident } from '../support/story-incidents.js';
import { type StoryWorld, storyWorld } from '../support/story-world.js';

const CASES = Number(process.env.TOCSIN_SIMULATED_CASES ?? 200);
/** So many incidents live side by side, each by a clock of its own. */
const AT_ONCE = 10;
/** So many services one handbook has. */
const IN_ONE_HANDBOOK = 50;
/** Later than this a case would meet clock changes, shifts and absences nearer to its steps than they were drawn: the next handbook has it. */
const FRESH_MS = 75 * SECOND_MS;
/** An idle machine of two cores takes two minutes. */
const TIMEOUT_MS = 15 * MINUTE_MS;
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
  `[G1.2] ${CASES} policies × answers × absences × clock changes: the simulated pages are the live ones, none missing, none extra`,
  async () => {
    const cases = fc.sample(drawnCase, { numRuns: CASES, seed });
    const began = performance.now();
    let [told, pages] = [0, 0];
    while (told < cases.length) {
      const some = await tellSome(cases.slice(told, told + IN_ONE_HANDBOOK));
      told += some.length;
      pages += some.reduce((sum, left) => sum + left, 0);
    }
    const seconds = Math.round((performance.now() - began) / SECOND_MS);
    process.stdout.write(`simulated = live: ${told} cases, ${pages} pages, ${seconds} s, TOCSIN_FUZZ_SEED=${seed}\n`);
    expect(pages).toBeGreaterThan(told);
  },
  TIMEOUT_MS,
);

/** The pages of as many of the first `cases` as one handbook is fresh for, each a service of it whose clocks change while it runs. */
async function tellSome(cases: readonly DrawnCase[]): Promise<readonly number[]> {
  const named = Object.fromEntries(cases.map((drawn, index) => [`service-${index}`, drawn]));
  const now = systemClock.now();
  const handbook = handbookOf(named, now);
  world.handbooks.handbook = handbook;
  const left: number[] = [];
  const waiting = Object.entries(named);
  const one = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = isFresh(now) ? waiting.shift() : undefined) {
      const [service, drawn] = next;
      left.push(await live(handbook, { service, drawn }));
    }
  };
  // All have come to their end before anything is said of one: what still lives would miss the world.
  const ends = await Promise.allSettled(Array.from({ length: AT_ONCE }, one));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  return left;
}

const isFresh = (since: Instant): boolean => systemClock.now() - since < FRESH_MS;

/** How many pages left; fails where they are not those of the simulation. */
async function live(handbook: Handbook, { service, drawn }: { readonly service: string; readonly drawn: DrawnCase }): Promise<number> {
  const incident = new StoryIncident(world, service);
  await incident.isAccepted(() => undefined, drawn.severity);
  await incident.time.untilQuiet();
  const at = (await incident.record()).find((event) => event.type === 'Opened')?.at ?? 0;
  const asked = scenarioOf(service, drawn, at);
  if (asked.acknowledges === null) {
    const { exhaustedAfterMs } = simulate(handbook, asked, zones);
    const untilMs = (exhaustedAfterMs ?? 0) + drawn.policy.exhausted.repeatEveryMs - MINUTE_MS;
    await untilVirtually(incident, at + untilMs);
    return expectAlike(incident, { drawn, scenario: asked, handbook, untilMs });
  }
  await untilVirtually(incident, at + asked.acknowledges.afterMs);
  await incident.does(asked.acknowledges.person, { kind: 'acknowledge' });
  // Where it came by the incident's own clock.
  const answered = (await incident.record()).find((event) => event.type === 'Acknowledged')?.at ?? 0;
  const scenario = { ...asked, acknowledges: { ...asked.acknowledges, afterMs: answered - at } };
  await untilVirtually(incident, answered + 15 * MINUTE_MS);
  return expectAlike(incident, { drawn, scenario, handbook, untilMs: answered - at + 15 * MINUTE_MS });
}

interface Told {
  readonly drawn: DrawnCase;
  readonly scenario: Scenario;
  readonly handbook: Handbook;
  /** What comes later is not compared: the server may have gone on to the next round of the catch-all. */
  readonly untilMs: DurationMs;
}

async function expectAlike(incident: StoryIncident, { drawn, scenario, handbook, untilMs }: Told): Promise<number> {
  const simulated = simulate(handbook, scenario, zones);
  const leaves = simulated.pages.map((page) => line(page.afterMs, [page.person, page.method, rungWords(page.rung)]));
  const events = await incident.record();
  const left = liveLines(
    events.filter((event) => event.at - scenario.at <= untilMs),
    scenario.at,
  );
  expect({ drawn, pages: left }).toEqual({ drawn, pages: leaves.sort() });
  expect(incident.sent).toHaveLength(events.filter(({ type }) => type === 'DeliverySent').length);
  return left.length;
}

async function untilVirtually(incident: StoryIncident, at: Instant): Promise<void> {
  const now = await incident.time.now();
  if (at > now) await incident.time.runs(at - now);
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
