import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Handbook } from '../../../domain/handbook/handbook.model.js';
import type { Layer } from '../../../domain/handbook/schedule.model.js';
import { DAY_MS, HOUR_MS, type Instant } from '../../../domain/instant.js';
import { epochDayOf } from '../../../domain/oncall/calendar-date.js';
import { holderAt, piecesBetween } from '../../../domain/oncall/holder.js';
import { clipped } from '../../../domain/oncall/joined.js';
import { tidyWeek } from '../../../domain/oncall/week-spans.js';
import { temporalZoneRules } from '../../../services/handbook/zone-rules.temporal.js';
import { sampleHandbook } from '../../support/sample-handbook.js';

const SCRIPT = fileURLToPath(new URL('./second_implementation.py', import.meta.url));
const SPAN = { from: Date.UTC(2016, 0, 1), to: Date.UTC(2026, 0, 1) };
const zones = temporalZoneRules();

const ZONES = [
  'Africa/Cairo Africa/Casablanca Africa/Johannesburg America/Anchorage America/Argentina/Buenos_Aires America/Bogota America/Caracas',
  'America/Chicago America/Denver America/Havana America/Los_Angeles America/Mexico_City America/New_York America/Nuuk America/Santiago',
  'America/Sao_Paulo America/St_Johns America/Toronto Asia/Amman Asia/Dhaka Asia/Gaza Asia/Jerusalem Asia/Kathmandu Asia/Kolkata',
  'Asia/Pyongyang Asia/Tehran Asia/Tokyo Atlantic/Azores Australia/Adelaide Australia/Lord_Howe Australia/Sydney Europe/Dublin',
  'Europe/Istanbul Europe/London Europe/Moscow Europe/Paris Pacific/Apia Pacific/Auckland Pacific/Chatham Pacific/Fiji UTC',
  'America/Halifax Asia/Beirut Asia/Hong_Kong Asia/Singapore Europe/Athens Europe/Berlin Europe/Lisbon Europe/Madrid Europe/Warsaw',
].flatMap((line) => line.split(' '));

const DAY = 1_440;
const NIGHTS = tidyWeek([0, 1, 2, 3, 4, 5, 6].map((day) => ({ from: day * DAY + 1_320, to: day * DAY + 1_590 })));
const OFFICE = tidyWeek([1, 2, 3, 4, 5].map((day) => ({ from: day * DAY + 540, to: day * DAY + 1_020 })));
const WEEKEND = tidyWeek([{ from: 5 * DAY + 1_020, to: 8 * DAY + 540 }]);

const layer = (timezone: string, hours: number, more: Partial<Layer> = {}): Layer => ({
  timezone,
  rotation: {
    people: ['ada', 'ben', 'chloe', 'dan', 'cto'].slice(0, 2 + (hours % 4)),
    everyDays: Math.floor(hours / 24),
    everyHours: hours % 24,
    handoffMinute: (hours * 37) % DAY,
    starting: '2019-03-04',
  },
  ...more,
});

/** The layers of the schedules that are compared, for each zone: by weeks, days and hours, restricted, and across two zones. */
const SCHEDULES: readonly (readonly Layer[])[] = ZONES.flatMap((zone, index) => [
  [layer(zone, 168)],
  [layer(zone, 11)],
  [layer(zone, 24, { during: NIGHTS }), layer(zone, 36)],
  [layer(zone, 24, { during: OFFICE }), layer(ZONES[(index + 7) % ZONES.length] ?? zone, 12, { during: WEEKEND })],
]);

interface Answer {
  readonly changes: Readonly<Record<string, readonly (readonly [number, number])[]>>;
  readonly shifts: readonly (readonly (readonly [number, number, string])[])[];
}

const task = {
  zones: ZONES,
  from: SPAN.from / 1_000,
  to: SPAN.to / 1_000,
  schedules: SCHEDULES.map((layers) => ({
    layers: layers.map(({ timezone, rotation, during }) => ({
      zone: timezone,
      people: rotation.people,
      hours: rotation.everyDays * 24 + (rotation.everyHours ?? 0),
      start: epochDayOf(rotation.starting) * DAY + rotation.handoffMinute,
      during: during?.map(({ from, to }) => [from, to]) ?? null,
    })),
  })),
};

async function askPython(): Promise<Answer> {
  const child = spawn('python3', [SCRIPT], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(JSON.stringify(task));
  return JSON.parse(await text(child.stdout)) as Answer;
}

/** Whether both sides have the same clock changes of `zone`: their time zone databases are of different releases. */
const agree = (zone: string, { changes }: Answer): boolean =>
  (changes[zone] ?? []).every(([at, offset]) => offsetAt(zone, at * 1_000) === offset && offsetAt(zone, at * 1_000 - 60_000) !== offset) &&
  everyDay((at) => offsetAt(zone, at) === pythonOffset(changes[zone] ?? [], at) || pythonOffset(changes[zone] ?? [], at) === null);

function everyDay(holds: (at: Instant) => boolean): boolean {
  for (let at = SPAN.from; at < SPAN.to; at += DAY_MS) if (!holds(at)) return false;
  return true;
}

const pythonOffset = (changes: readonly (readonly [number, number])[], at: Instant): number | null =>
  changes.findLast(([from]) => from * 1_000 <= at)?.[1] ?? null;

function offsetAt(zone: string, at: Instant): number {
  const { epochDay, minute } = zones.toLocal(zone, at);
  return (epochDay * DAY_MS + minute * 60_000 - at) / 1_000;
}

/** Every quarter hour of the three around each clock change of a schedule's zones. */
const moments = (layers: readonly Layer[], { changes }: Answer): readonly Instant[] =>
  [...new Set(layers.flatMap(({ timezone }) => (changes[timezone] ?? []).map(([at]) => at)))].flatMap((at) =>
    Array.from({ length: 13 }, (_, quarter) => at * 1_000 + (quarter - 6) * 900_000).filter((one) => one >= SPAN.from && one < SPAN.to),
  );

function personIn(stretches: readonly (readonly [number, number, string])[], second: number): string | undefined {
  let [low, high] = [0, stretches.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((stretches[middle]?.[1] ?? 0) <= second) low = middle + 1;
    else high = middle;
  }
  const found = stretches[low];
  return found !== undefined && found[0] <= second ? found[2] : undefined;
}

const bookOf = (layers: readonly Layer[]): Handbook => ({
  ...sampleHandbook,
  schedules: { s: { id: 's', timezone: 'UTC', source: { kind: 'layers', layers }, overrides: [] } },
});

/** `[from, to, person]` in seconds of each stretch of one person. */
function rendered(layers: readonly Layer[]): readonly (readonly [number, number, string])[] {
  const stretches: [number, number, string][] = [];
  for (const { from, to, person } of clipped(piecesBetween(bookOf(layers), 's', SPAN, zones), SPAN)) {
    const last = stretches.at(-1);
    if (person === null) continue;
    if (last?.[1] === from / 1_000 && last[2] === person) last[1] = to / 1_000;
    else stretches.push([from / 1_000, to / 1_000, person]);
  }
  return stretches;
}

it('[G1.1] every shift of ten years in forty zones is the one that Python’s zoneinfo finds by walking through them', async () => {
  const answer = await askPython();
  const known = ZONES.filter((zone) => agree(zone, answer));
  expect(known.length).toBeGreaterThanOrEqual(40);
  let compared = 0;
  for (const [index, layers] of SCHEDULES.entries()) {
    if (!layers.every(({ timezone }) => known.includes(timezone))) continue;
    const mine = rendered(layers);
    const theirs = answer.shifts[index] ?? [];
    const differs = mine.findIndex((one, at) => one.join() !== theirs[at]?.join());
    if (differs >= 0 || mine.length !== theirs.length)
      throw new Error(`${JSON.stringify(layers)}: ${mine[differs]?.join()} here, ${theirs[differs]?.join()} there`);
    compared += mine.length;
    for (const at of moments(layers, answer)) {
      const there = personIn(theirs, at / 1_000);
      if (holderAt(bookOf(layers), 's', at, zones)?.person !== there)
        throw new Error(`${JSON.stringify(layers)} at ${new Date(at).toISOString()}: not ${there}`);
    }
  }
  expect(compared).toBeGreaterThan(100_000);
  expect(SPAN.to - SPAN.from).toBeGreaterThan(87_600 * HOUR_MS);
});
