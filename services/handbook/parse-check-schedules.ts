import { DAY_MS } from '../../domain/instant.js';
import { dateOfEpochDay, epochDayOf, WEEKDAYS, weekdayOf } from '../../domain/oncall/calendar-date.js';
import { checkHours } from './parse-check-hours.js';
import { durationOf } from './parse-leaves.js';
import { at, entriesOf, itemsOf } from './parse-raw.js';
import { instantOf } from './parse-times.js';
import type { Path, Report } from './problem.js';
import { isZone, temporalZoneRules } from './zone-rules.temporal.js';

const zones = temporalZoneRules();

/** Every schedule ends at layers of its own, whose handoffs fall on the weekday that they name, and everything ends after it begins. Guide: G1.1 */
export function checkSchedules(data: unknown, report: Report): void {
  const schedules = at(data, 'schedules');
  const circles = new Set<string>();
  for (const [id, schedule] of entriesOf(schedules)) {
    checkSource(id, schedule, report);
    for (const { path, rotation } of rotationsOf(['schedules', id], schedule)) checkHandoffDay(path, rotation, report);
    for (const { path, during } of hoursOf(['schedules', id], schedule)) checkHours(path, during, report);
    const circle = circleOf(id, schedules);
    const isNew = !circle.some((member) => circles.has(member));
    for (const member of circle) circles.add(member);
    if (circle.length > 0 && isNew) {
      report(['schedules', id, 'follows'], `"${id}" follows itself in a circle`, 'let one of the circle have a rotation of its own');
    }
    for (const section of ['overrides', 'temporary'])
      checkSpans(['schedules', id, section], { spans: at(schedule, section), zone: zoneOf(schedule, data) }, report);
  }
  for (const [id, person] of entriesOf(at(data, 'people')))
    checkSpans(['people', id, 'away'], { spans: at(person, 'away'), zone: zoneOf(person, data) }, report);
}

function checkSource(id: string, schedule: unknown, report: Report): void {
  if (typeof schedule !== 'object' || schedule === null) return;
  checkOneOf(['schedules', id], schedule, ['rotation', 'layers', 'follows'], report);
  if (at(schedule, 'follows') === undefined && at(schedule, 'offset') !== undefined) {
    report(['schedules', id, 'offset'], '"offset" means nothing without "follows"', 'remove it, or add follows: <schedule>', 'key');
  }
  for (const [index, one] of itemsOf(at(schedule, 'temporary')).entries())
    checkOneOf(['schedules', id, 'temporary', index], one, ['rotation', 'layers'], report);
}

const EXAMPLES: Readonly<Record<string, string>> = {
  rotation: 'rotation: { … }',
  layers: 'layers: [{ rotation: { … } }]',
  follows: 'follows: <schedule>',
};

/** Exactly one of `keys` says who is on call. */
function checkOneOf(path: Path, part: unknown, keys: readonly string[], report: Report): void {
  const present = keys.filter((key) => at(part, key) !== undefined);
  if (present.length === 1) return;
  const named = (present.length === 0 ? keys : present).map((key) =>
    key === 'follows' ? '"follows"' : key === 'layers' ? 'layers' : `a ${key}`,
  );
  const all = `${named.slice(0, -1).join(', ')} ${present.length === 0 ? 'nor' : 'and'} ${named.at(-1)}`;
  if (present.length > 0) report(path, `has both ${all}`, 'keep one of them', 'key');
  else report(path, `has neither ${all}`, `add ${keys.map((key) => EXAMPLES[key]).join(' or ')}`, 'key');
}

interface RawRotation {
  readonly path: Path;
  readonly rotation: unknown;
}

/** Every rotation in a schedule, also those of its layers and temporary schedules. */
function rotationsOf(path: Path, part: unknown): readonly RawRotation[] {
  const own = { path: [...path, 'rotation'], rotation: at(part, 'rotation') };
  const layers = itemsOf(at(part, 'layers')).map((layer, index) => ({
    path: [...path, 'layers', index, 'rotation'],
    rotation: at(layer, 'rotation'),
  }));
  const temporary = itemsOf(at(part, 'temporary')).flatMap((one, index) => rotationsOf([...path, 'temporary', index], one));
  return [own, ...layers, ...temporary];
}

function hoursOf(path: Path, part: unknown): readonly { readonly path: Path; readonly during: unknown }[] {
  const own = itemsOf(at(part, 'layers')).map((layer, index) => ({
    path: [...path, 'layers', index, 'during'],
    during: at(layer, 'during'),
  }));
  return [...own, ...itemsOf(at(part, 'temporary')).flatMap((one, index) => hoursOf([...path, 'temporary', index], one))];
}

function checkHandoffDay(path: Path, rotation: unknown, report: Report): void {
  const weekday = WEEKDAYS.findIndex((name) => String(at(rotation, 'handoff')).startsWith(`${name} `));
  if (weekday < 0) return;
  const every = durationOf(at(rotation, 'every'));
  if (every !== null && every % (7 * DAY_MS) !== 0) {
    report(
      [...path, 'handoff'],
      `a turn of ${String(at(rotation, 'every'))} does not always end on a ${WEEKDAYS[weekday]}`,
      'turn every week, or name no weekday',
    );
  }
  const start = epochDayOf(String(at(rotation, 'starting')));
  if (Number.isNaN(start) || weekdayOf(start) === weekday) return;
  const next = dateOfEpochDay(start + ((weekday - weekdayOf(start) + 7) % 7));
  report([...path, 'starting'], `${dateOfEpochDay(start)} is a ${WEEKDAYS[weekdayOf(start)]}, not a ${WEEKDAYS[weekday]}`, `write ${next}`);
}

/** The schedules that follow each other from `id` back to `id`; empty when they do not. */
function circleOf(id: string, schedules: unknown): readonly string[] {
  const seen = new Set<string>();
  for (let next = at(schedules, id, 'follows'); typeof next === 'string' && !seen.has(next); next = at(schedules, next, 'follows')) {
    seen.add(next);
    if (next === id) return [...seen];
  }
  return [];
}

const zoneOf = (part: unknown, data: unknown): string =>
  String([at(part, 'timezone'), at(data, 'timezone'), 'UTC'].find((name) => typeof name === 'string' && isZone(name)));

function checkSpans(path: Path, { spans, zone }: { readonly spans: unknown; readonly zone: string }, report: Report): void {
  for (const [index, span] of itemsOf(spans).entries()) {
    const [from, to] = [String(at(span, 'from')), String(at(span, 'to'))];
    const [begins, ends] = [from, to].map((time) => instantOf(time, zone, zones));
    if (begins == null || ends == null || begins < ends) continue;
    report([...path, index, 'to'], `ends at ${to}, which is not after ${from}`, 'let it end after it begins');
  }
}
