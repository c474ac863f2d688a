import { DAY_MS, HOUR_MS, type Instant } from '../../../domain/instant.js';
import { askNode, askPython } from '../../support/foreign-readers.js';
import { type CalendarWorld, calendarWorld, created, HOSTILE } from './calendar-world.js';

/** The first time on a machine, pip and npm fetch the readers. */
const SET_UP_MS = 300_000;

/** An entry of a calendar, as each reader understood it: instants as epoch milliseconds. */
interface Entry {
  readonly uid: string;
  readonly from: number;
  readonly to: number;
  readonly summary: string;
}
interface Told extends Entry {
  readonly sequence: number;
  readonly stamp: number;
}
interface Shift {
  readonly from: number;
  readonly to: number;
  readonly person: string;
}

const ICAL_JS = `
import ICAL from 'ical.js';
const calendar = new ICAL.Component(ICAL.parse(await (await fetch(process.argv[1])).text()));
const at = (time) => { if (time.zone !== ICAL.Timezone.utcTimezone) throw new Error('not UTC'); return time.toUnixTime() * 1000; };
console.log(JSON.stringify(calendar.getAllSubcomponents('vevent').map((one) => {
  const event = new ICAL.Event(one, { strictExceptions: true });
  return { uid: event.uid, from: at(event.startDate), to: at(event.endDate), summary: event.summary, sequence: event.sequence, stamp: at(one.getFirstPropertyValue('dtstamp')) };
})));`;

const ICALENDAR = `
import icalendar, json, sys, urllib.request
calendar = icalendar.Calendar.from_ical(urllib.request.urlopen(sys.argv[1]).read())
ms = lambda one: int(one.dt.timestamp() * 1000)
assert calendar['METHOD'] == 'PUBLISH' and not any(event.errors for event in calendar.walk())
print(json.dumps([{ 'uid': e['UID'], 'from': ms(e['DTSTART']), 'to': ms(e['DTEND']), 'summary': e['SUMMARY'], 'sequence': e['SEQUENCE'], 'stamp': ms(e['DTSTAMP']) } for e in calendar.walk('VEVENT')]))`;

/** As somebody imports a calendar and lists it; khal prints the local time of its configuration, here UTC. */
const KHAL = `
import json, os, subprocess, sys, urllib.request
from datetime import datetime, timezone
home = os.environ['HOME']
url, start = json.loads(sys.argv[1])
open('feed.ics', 'wb').write(urllib.request.urlopen(url).read())
open('khal.conf', 'w').write(f'''[calendars]
[[on-call]]
path = {home}/calendar
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = UTC
default_timezone = UTC
[sqlite]
path = {home}/khal.db
''')
os.makedirs(f'{home}/calendar')
khal = lambda *args: subprocess.run([sys.executable, '-m', 'khal', '-c', 'khal.conf', *args], check=True, capture_output=True, text=True).stdout
khal('import', '--batch', 'feed.ics')
ms = lambda text: int(datetime.strptime(text, '%Y-%m-%d %H:%M').replace(tzinfo=timezone.utc).timestamp() * 1000)
listed = khal('list', '--once', '--day-format', '', '--format', '{uid}\\t{start-long-full}\\t{end-long-full}\\t{title}', start, '480d')
rows = [line.split('\\t') for line in listed.splitlines() if '\\t' in line]
print(json.dumps([{ 'uid': uid, 'from': ms(start), 'to': ms(end), 'summary': title } for uid, start, end, title in rows]))`;

let world: CalendarWorld;
let token: string;
const NAMES: Readonly<Record<string, string>> = {
  ada: 'Ada Osei',
  ben: 'Ben Castillo',
  chloe: HOSTILE,
  dan: 'Dan Novak',
  cto: 'Farid Haddad',
};

/** The start, in UTC, of the `nth` Sunday of a month (0: January). */
const sunday = (year: number, month: number, nth: number): Instant => {
  const first = new Date(Date.UTC(year, month, 1));
  return first.getTime() + (((7 - first.getUTCDay()) % 7) + 7 * (nth - 1)) * DAY_MS;
};
/** `hour` of a day in UTC, and how far New York is from it then. */
const at = (day: Instant, hour: number, offset: number): { readonly instant: Instant; readonly local: string } => {
  const instant = day + hour * HOUR_MS;
  return { instant, local: new Date(instant + offset * HOUR_MS).toISOString().slice(0, 16).replace('T', ' ') };
};
const STARTED = Date.now();
/** Covers that begin before and end after each change of New York's clocks, in spring and autumn, and each New Year that a feed of today shows. */
const COVERS = [-1, 0, 1]
  .map((by) => new Date(STARTED).getUTCFullYear() + by)
  .flatMap((year) => {
    const [spring, autumn, newYear] = [sunday(year, 2, 2), sunday(year, 10, 1), Date.UTC(year, 0, 1)];
    return [
      { from: at(spring, 6.5, -5), to: at(spring, 7.5, -4) },
      { from: at(autumn, 5.5, -4), to: at(autumn, 7.5, -5) },
      { from: at(newYear, 1, -5), to: at(newYear, 14, -5) },
    ];
  })
  .filter(({ from, to }) => from.instant > STARTED - 27 * DAY_MS && to.instant < STARTED + 365 * DAY_MS)
  .toSorted((a, b) => a.from.instant - b.from.instant);

beforeAll(async () => {
  world = await calendarWorld({ covers: COVERS.map(({ from, to }) => `{ person: cto, from: "${from.local}", to: "${to.local}" }`) });
  token = await world.token('ada');
}, SET_UP_MS);
afterAll(() => world.close());

/** What GraphQL says of a schedule throughout the time of `entries`: in two questions, each of at most a year. */
async function shiftsOf(schedule: string, entries: readonly Pick<Entry, 'from' | 'to'>[]): Promise<readonly Shift[]> {
  const middle = entries[Math.floor(entries.length / 2)]?.from ?? 0;
  const spans = [
    [entries[0]?.from ?? 0, middle],
    [middle, entries.at(-1)?.to ?? 0],
  ];
  const query =
    'query Shifts($id: ID!, $from: DateTime!, $to: DateTime!) { schedule(id: $id) { shifts(from: $from, to: $to) { from to person { id } } } }';
  const halves = await Promise.all(
    spans.map(async ([from = 0, to = 0]) => {
      const asked = { id: schedule, from: new Date(from).toISOString(), to: new Date(to).toISOString() };
      const { schedule: told } = await world.ask<{ schedule: { shifts: { from: string; to: string; person: { id: string } }[] } }>(
        token,
        query,
        asked,
      );
      return told.shifts;
    }),
  );
  return halves.flat().map(({ from, to, person }) => ({ from: Date.parse(from), to: Date.parse(to), person: person.id }));
}

const plain = (entries: readonly Entry[]): readonly Entry[] =>
  entries.map(({ uid, from, to, summary }) => ({ uid, from, to, summary })).toSorted((a, b) => a.from - b.from || (a.uid < b.uid ? -1 : 1));
const held = (entries: readonly Entry[]): readonly unknown[] =>
  entries.map(({ from, to, summary }) => ({ from, to, name: summary.replace(/ on call \(.*\)$/, '') }));

const today = (): number => Math.floor(Date.now() / DAY_MS);

/** The same feed, as each of the three readers understood it; read again by all where midnight (UTC) came between, since it shows whole days. */
async function readByAll(address: string): Promise<{ readonly told: readonly Told[]; readonly entries: readonly Entry[] }> {
  const day = today();
  const url = world.url + new URL(address).pathname.replace('/tocsin', '');
  const [byIcalJs, byIcalendar] = [await askNode<readonly Told[]>(ICAL_JS, url), await askPython<readonly Told[]>(ICALENDAR, url)];
  const first = new Date(Math.min(...byIcalJs.map(({ from }) => from)) - DAY_MS).toISOString().slice(0, 10);
  const byKhal = await askPython<readonly Entry[]>(KHAL, JSON.stringify([url, first]));
  if (today() !== day) return await readByAll(address);
  expect(byIcalendar).toEqual(byIcalJs);
  expect(plain(byKhal)).toEqual(plain(byIcalJs));
  return { told: byIcalJs, entries: plain(byIcalJs) };
}

describe('[G1.1] ical.js, Python’s icalendar and khal read the same shifts as GraphQL tells', () => {
  it.each(['on-call', 'around-the-clock'])(
    'of a schedule, over clock changes and New Year: %s',
    async (schedule) => {
      const { entries } = await readByAll((await created(world, token, { schedule })).url);
      const shifts = await shiftsOf(schedule, entries);
      expect(held(entries)).toEqual(shifts.map(({ person, ...span }) => ({ ...span, name: NAMES[person] })));
      expect(new Set(entries.map(({ uid }) => uid)).size).toBe(entries.length);
      const year = { from: Date.now() - 28 * DAY_MS, to: Date.now() + 365 * DAY_MS };
      expect(entries[0]?.from).toBeLessThanOrEqual(year.from);
      expect(entries.at(-1)?.to).toBeGreaterThanOrEqual(year.to);
    },
    SET_UP_MS,
  );

  it(
    'of a cover over a clock change or New Year, as it stands in the handbook',
    async () => {
      const { entries } = await readByAll((await created(world, token, { schedule: 'on-call' })).url);
      const covers = entries.filter(({ summary }) => summary.endsWith(', cover)'));
      expect(covers.length).toBeGreaterThanOrEqual(3);
      expect(held(covers)).toEqual(COVERS.map(({ from, to }) => ({ from: from.instant, to: to.instant, name: NAMES['cto'] })));
    },
    SET_UP_MS,
  );

  it(
    'of a person, in every schedule, with a name that is hostile to calendars',
    async () => {
      const chloe = await world.token('chloe');
      const { entries } = await readByAll((await created(world, chloe)).url);
      const schedules = await Promise.all(
        ['on-call', 'around-the-clock', 'secondary', 'tertiary', 'quaternary'].map(async (schedule) => {
          const told = entries.filter(({ summary }) => summary.includes(`(${schedule}`));
          const own = (await shiftsOf(schedule, told)).filter(({ person }) => person === 'chloe');
          expect(held(told)).toEqual(own.map(({ from, to }) => ({ from, to, name: HOSTILE })));
          return told.length;
        }),
      );
      expect(schedules.every((count) => count > 10)).toBe(true);
      expect(schedules.reduce((sum, count) => sum + count, 0)).toBe(entries.length);
    },
    SET_UP_MS,
  );
});
