import { readFileSync } from 'node:fs';
import type { Handbook } from '../domain/handbook/handbook.model.js';
import type { Schedule } from '../domain/handbook/schedule.model.js';
import { DAY_MS, type Instant } from '../domain/instant.js';
import { holderAt, piecesBetween, shiftsBetween } from '../domain/oncall/holder.js';
import { checkHandbookFile } from '../services/handbook/check-report.js';
import { parseHandbook } from '../services/handbook/parse-handbook.js';
import { temporalZoneRules } from '../services/handbook/zone-rules.temporal.js';
import { feedCalendar } from '../services/oncall/feed-calendar.js';
import { percentile, printResult, rounded } from './report.js';

const SHIPPED = readFileSync('handbook/escrow-platform.yaml', 'utf8');
const NOW = Date.UTC(2026, 10, 26);
const YEAR_MS = 365 * DAY_MS;
const zones = temporalZoneRules();

/** A schedule that follows the sun, by nights, weekends and turns of hours, with covers and a temporary schedule. */
const around = (index: number): string => `
  around-${index}:
    timezone: ${['America/New_York', 'Europe/London', 'Pacific/Chatham', 'Asia/Kolkata'][index % 4]}
    layers:
      - name: Days
        timezone: Europe/London
        rotation: { people: [ada, dan], every: 1 week, handoff: Monday 09:00, starting: 2026-11-23 }
        during: { days: [Monday, Tuesday, Wednesday, Thursday, Friday], from: "08:00", to: "16:00" }
      - name: Weekends
        rotation: { people: [ben, chloe], every: 1 week, handoff: Friday 17:00, starting: 2026-11-27 }
        during: { from: Friday 17:00, to: Monday 09:00 }
      - name: Everything else
        rotation: { people: [ben, chloe, dan], every: 12 hours, handoff: "09:00", starting: 2026-11-23 }
    temporary:
      - from: "2026-12-24 09:00"
        to: "2026-12-27 09:00"
        rotation: { people: [dan], every: 1 day, handoff: "09:00", starting: 2026-12-24 }
    overrides:
      - { person: chloe, from: "2026-12-31 18:00", to: "2027-01-01 09:00" }
      - { person: ada, from: "2027-02-01 18:00", to: "2027-02-02 09:00" }
`;

const KINDS = 8;
const withSchedules = (): string =>
  SHIPPED.replace('\nescalation:\n', `${Array.from({ length: KINDS }, (_, index) => around(index)).join('')}\nescalation:\n`);

/** `count` schedules of those kinds. */
function multiplied(handbook: Handbook, count: number): Handbook {
  const kinds = Object.values(handbook.schedules).slice(-KINDS);
  const copies = Array.from({ length: count }, (_, index) => ({ ...kinds[index % KINDS], id: `copy-${index}` }) as Schedule);
  return { ...handbook, schedules: { ...handbook.schedules, ...Object.fromEntries(copies.map((copy) => [copy.id, copy])) } };
}

/** A handbook of about 5 000 lines: people, each over several lines, and schedules of theirs. */
function longHandbook(): string {
  const person = (index: number): string => `  person-${index}:
    name: Person ${index}
    email: person-${index}@escrowplatform.example
    timezone: Europe/Berlin
    team: engineering
    contact:
      ntfy: escrow-person-${index}-4rk29xw8mz17
    reach:
      high:
        - ntfy
        - email: 1 minute
      low:
        - email
`;
  const schedule = (index: number): string => `  rota-${index}:
    rotation:
      people:
        - person-${index}
        - person-${index + 1}
      every: 1 week
      handoff: Monday 09:00
      starting: 2026-11-23
`;
  const list = (count: number, one: (index: number) => string): string => Array.from({ length: count }, (_, index) => one(index)).join('');
  return withSchedules()
    .replace('\npeople:\n', `\npeople:\n${list(301, person)}`)
    .replace('\nescalation:\n', `\n${list(75, schedule)}\nescalation:\n`);
}

function compiled(source: string): Handbook {
  const parsed = parseHandbook(source, 'bench.yaml');
  if (!parsed.ok) throw new Error(parsed.error[0]?.problem);
  return parsed.value.handbook;
}

/** Microseconds per look-up of random schedules at random instants of forty years: the median and the worst of batches of 100. */
function lookUps(handbook: Handbook): { readonly median: number; readonly worst: number } {
  const ids = Object.keys(handbook.schedules);
  const instant = (): Instant => NOW + Math.floor((Math.random() - 0.5) * 40 * YEAR_MS);
  const batches = Array.from({ length: 400 }, () => {
    const asked = Array.from({ length: 100 }, (_, index) => ({ id: ids[index % ids.length] ?? '', at: instant() }));
    const start = performance.now();
    for (const { id, at } of asked) holderAt(handbook, id, at, zones);
    return ((performance.now() - start) * 1_000) / asked.length;
  });
  return { median: percentile(batches, 50), worst: percentile(batches, 99) };
}

interface Cost {
  readonly wallMs: number;
  /** Of all threads of this process, the compiler's and the collector's too. */
  readonly cpuMs: number;
}

function costOf(work: () => void): Cost {
  const [start, began] = [performance.now(), process.cpuUsage()];
  work();
  const { user, system } = process.cpuUsage(began);
  return { wallMs: performance.now() - start, cpuMs: (user + system) / 1_000 };
}

/** Milliseconds of CPU for the calendar of one schedule that follows the sun, without the database; the median. */
async function feeds(handbook: Handbook): Promise<{ readonly cpu: number; readonly shifts: number }> {
  const sources = {
    onCall: { turns: (id: string, span: { from: Instant; to: Instant }) => Promise.resolve(shiftsBetween(handbook, id, span, zones)) },
    directory: { current: () => Promise.resolve({ versionId: 1, handbook }) },
    published: { revisionsOf: (shifts: readonly unknown[]) => Promise.resolve(shifts.map(() => ({ sequence: 0, changedAt: NOW }))) },
  };
  const took: number[] = [];
  let calendar = '';
  for (let round = 0; round < 40; round += 1) {
    const before = process.cpuUsage();
    calendar = await feedCalendar(sources, { schedule: 'around-0' }, NOW);
    const { user, system } = process.cpuUsage(before);
    took.push((user + system) / 1_000);
  }
  return { cpu: percentile(took, 50), shifts: calendar.split('BEGIN:VEVENT').length - 1 };
}

const many = multiplied(compiled(withSchedules()), 200);
lookUps(many);
const { median, worst } = lookUps(many);
let shifts = 0;
const rendered = costOf(() => {
  for (const id of Object.keys(many.schedules).filter((name) => name.startsWith('copy-')))
    shifts += piecesBetween(many, id, { from: NOW, to: NOW + YEAR_MS }, zones).length;
});
const feed = await feeds(compiled(withSchedules()));
const long = longHandbook();
const checked = costOf(() => {
  const [problem] = checkHandbookFile(long, 'long.yaml', NOW).problems;
  if (problem) throw new Error(problem.problem);
});

printResult({
  'onCall, any instant, µs': rounded(median, 2),
  'onCall, p99 of batches, µs': rounded(worst, 2),
  '200 schedules × 1 year, ms': rounded(rendered.wallMs, 0),
  '200 schedules × 1 year, CPU ms': rounded(rendered.cpuMs, 0),
  'shifts rendered': shifts,
  'calendar feed, shifts': feed.shifts,
  'calendar feed, ms CPU': rounded(feed.cpu),
  'handbook check, lines': long.split('\n').length,
  'handbook check, ms': rounded(checked.wallMs, 0),
  'handbook check, CPU ms': rounded(checked.cpuMs, 0),
});
