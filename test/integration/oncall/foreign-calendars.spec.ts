import { DAY_MS } from '../../../domain/instant.js';
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
const NAMES: Readonly<Record<string, string>> = { ada: 'Ada Osei', ben: 'Ben Castillo', chloe: HOSTILE, dan: 'Dan Novak' };
/** Covers that begin before and end after New York's clocks change in autumn and spring, and one over New Year. */
const COVERS = [
  '{ person: dan, from: "2026-10-31 23:30", to: "2026-11-01 01:30" }',
  '{ person: ben, from: "2026-12-31 20:00", to: "2027-01-01 09:00" }',
  '{ person: ada, from: "2027-03-14 01:30", to: "2027-03-14 03:30" }',
  '{ person: dan, from: "2027-11-07 00:30", to: "2027-11-07 01:30" }',
];

beforeAll(async () => {
  world = await calendarWorld({ covers: COVERS });
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

/** The same feed, as each of the three readers understood it. */
async function readByAll(address: string): Promise<{ readonly told: readonly Told[]; readonly entries: readonly Entry[] }> {
  const url = world.url + new URL(address).pathname.replace('/tocsin', '');
  const [byIcalJs, byIcalendar] = [await askNode<readonly Told[]>(ICAL_JS, url), await askPython<readonly Told[]>(ICALENDAR, url)];
  const first = new Date(Math.min(...byIcalJs.map(({ from }) => from)) - DAY_MS).toISOString().slice(0, 10);
  const byKhal = await askPython<readonly Entry[]>(KHAL, JSON.stringify([url, first]));
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
