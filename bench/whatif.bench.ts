import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { nightMap } from '../domain/escalation/night-map.js';
import type { Handbook } from '../domain/handbook/handbook.model.js';
import type { Schedule } from '../domain/handbook/schedule.model.js';
import { systemClock } from '../services/config/clock.js';
import { checkHandbookFile } from '../services/handbook/check-report.js';
import { parseHandbook } from '../services/handbook/parse-handbook.js';
import { temporalZoneRules } from '../services/handbook/zone-rules.temporal.js';
import { startBenchServer } from './bench-server.js';
import { printResult, rounded } from './report.js';

const HANDBOOK = new URL('../handbook/escrow-platform.yaml', import.meta.url);
const INCIDENTS = 1_000;
const LINES = 5_000;

const HISTORY = [
  `INSERT INTO incidents (key, number, title, service, severity, urgency, status, handbook_version_id, detected_at, closed_at)
   SELECT 'INC-' || (900000 + n), 900000 + n, 'past', (ARRAY['payments','wallet','platform'])[1 + n % 3], 'SEV' || (1 + n % 3), 'HIGH', 'CLOSED', 1,
     date_trunc('hour', clock_timestamp()) - n * interval '2 hours', clock_timestamp() FROM generate_series(1, ${INCIDENTS}) n`,
  `INSERT INTO pages (id, incident_key, generation, person, urgency, reason, at)
   SELECT i.key || '/1/s' || s || '/' || p, i.key, 1, p, 'HIGH', 'STEP', i.detected_at + s * interval '15 minutes'
   FROM incidents i, (VALUES (0, 'ada'), (1, 'ben')) AS steps (s, p) WHERE i.number > 900000`,
  `INSERT INTO incident_events (incident_key, seq, type, at, body, digest, chain)
   SELECT key, 1, 'Acknowledged', detected_at + (CASE WHEN number % 2 = 0 THEN 4 ELSE 19 END) * interval '1 minute',
     jsonb_build_object('by', jsonb_build_object('person', CASE WHEN number % 2 = 0 THEN 'ada' ELSE 'ben' END)), '', '' FROM incidents WHERE number > 900000`,
];

/**
 * What-if: the night map of six services (as shipped, and at its worst: a policy and a daily rotation for each), the check of a
 * handbook of 5000 lines, and 1000 past incidents re-planned over the API, with whatever it takes to read them.
 */
const text = await readFile(HANDBOOK, 'utf8');
const parsed = parseHandbook(text, 'escrow-platform.yaml');
if (!parsed.ok) throw new Error('the shipped handbook is not valid');
const { handbook } = parsed.value;
const zones = temporalZoneRules();
const now = systemClock.now();
const long = lengthened(text);

const nightMapMs = timed(() => nightMap(handbook, now, 28, zones));
const worstNightMapMs = timed(() => nightMap(eachItsOwn(handbook), now, 28, zones));
const checkMs = timed(() => {
  const report = checkHandbookFile(long, 'long.yaml', now);
  if (report.problems.length > 0) throw new Error(JSON.stringify(report.problems.slice(0, 3)));
});
const { historyMs, incidents } = await history();
printResult({
  services: Object.keys(handbook.services).length,
  nightMapMs: rounded(nightMapMs),
  worstNightMapMs: rounded(worstNightMapMs),
  checkLines: long.split('\n').length,
  checkMs: rounded(checkMs),
  historyIncidents: incidents,
  historyMs: rounded(historyMs),
});
process.exit(0);

function timed(work: () => unknown): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

/** Every service with a policy of its own, whose rotation changes every day. */
function eachItsOwn(shipped: Handbook): Handbook {
  const services = Object.values(shipped.services);
  const [policy] = Object.values(shipped.escalation);
  if (policy === undefined) throw new Error('the shipped handbook has a policy');
  const daily = (id: string, turn: number): Schedule => ({
    id,
    timezone: shipped.timezone,
    source: {
      kind: 'rotation',
      rotation: { people: ['ada', 'ben', 'chloe', 'dan'], everyDays: 1, handoffMinute: 60 * (turn + 6), starting: '2026-11-23' },
    },
    overrides: [],
  });
  const steps = (turn: number) => [
    { targets: [{ kind: 'schedule' as const, id: `rota-${turn}` }], answerWithinMs: 900_000 },
    ...policy.steps,
  ];
  return {
    ...shipped,
    schedules: { ...shipped.schedules, ...Object.fromEntries(services.map((_, turn) => [`rota-${turn}`, daily(`rota-${turn}`, turn)])) },
    escalation: Object.fromEntries(
      services.map((_, turn) => [`own-${turn}`, { ...policy, id: `own-${turn}`, timing: 'perStep', steps: steps(turn) }]),
    ),
    services: Object.fromEntries(services.map((service, turn) => [service.id, { ...service, escalation: `own-${turn}` }])),
  };
}

/** The shipped handbook with so many more people that it has `LINES` lines. */
function lengthened(shipped: string): string {
  const person = (index: number): string =>
    [`  extra-${index}:`, `    name: Extra ${index}`, `    email: extra-${index}@escrowplatform.example`, ''].join('\n');
  const more = Math.ceil((LINES - shipped.split('\n').length) / 3);
  return shipped.replace('\npeople:\n', `\npeople:\n${Array.from({ length: more }, (_, index) => person(index)).join('')}`);
}

/** A thousand incidents of the last weeks, half of them answered at the first step. */
async function history(): Promise<{ readonly historyMs: number; readonly incidents: number }> {
  const server = await startBenchServer();
  const pool = new pg.Pool({ connectionString: server.runtime.databaseUrl, max: 1 });
  try {
    for (const statement of HISTORY) await pool.query(statement);
    const began = performance.now();
    const { replanHistory } = await server.api.graphql<{ replanHistory: { draft: { incidents: number } } }>(
      '{ replanHistory(draft: { versionId: 1 }, days: 90) { draft { incidents median breaches woken pages { person pages } } running { median } recorded { median } } }',
    );
    return { historyMs: performance.now() - began, incidents: replanHistory.draft.incidents };
  } finally {
    await pool.end();
    await server.stop();
  }
}
