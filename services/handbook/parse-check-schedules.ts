import { DAY_MS } from '../../domain/instant.js';
import { dateOfEpochDay, epochDayOf, WEEKDAYS, weekdayOf } from '../../domain/oncall/calendar-date.js';
import { durationOf } from './parse-leaves.js';
import { at, entriesOf, itemsOf } from './parse-raw.js';
import { instantOf } from './parse-times.js';
import type { Report } from './problem.js';
import { isZone, temporalZoneRules } from './zone-rules.temporal.js';

const zones = temporalZoneRules();

/** Every schedule ends at one rotation, whose handoffs fall on the weekday that they name. Guide: G1.1 */
export function checkSchedules(data: unknown, report: Report): void {
  const schedules = at(data, 'schedules');
  const circles = new Set<string>();
  for (const [id, schedule] of entriesOf(schedules)) {
    checkSource(id, schedule, report);
    checkHandoffDay(id, at(schedule, 'rotation'), report);
    const circle = circleOf(id, schedules);
    const isNew = !circle.some((member) => circles.has(member));
    for (const member of circle) circles.add(member);
    if (circle.length > 0 && isNew) {
      report(['schedules', id, 'follows'], `"${id}" follows itself in a circle`, 'let one of the circle have a rotation of its own');
    }
    checkOverrides(id, data, report);
  }
}

function checkSource(id: string, schedule: unknown, report: Report): void {
  if (typeof schedule !== 'object' || schedule === null) return;
  const [rotates, follows] = [at(schedule, 'rotation') !== undefined, at(schedule, 'follows') !== undefined];
  if (rotates === follows) {
    const problem = rotates ? 'has both a rotation and "follows"' : 'has neither a rotation nor "follows"';
    report(['schedules', id], problem, rotates ? 'keep one of them' : 'add rotation: { … } or follows: <schedule>', 'key');
  }
  if (!follows && at(schedule, 'offset') !== undefined) {
    report(['schedules', id, 'offset'], '"offset" means nothing without "follows"', 'remove it, or add follows: <schedule>', 'key');
  }
}

function checkHandoffDay(id: string, rotation: unknown, report: Report): void {
  const weekday = WEEKDAYS.findIndex((name) => String(at(rotation, 'handoff')).startsWith(`${name} `));
  if (weekday < 0) return;
  const path = ['schedules', id, 'rotation'];
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

function checkOverrides(id: string, data: unknown, report: Report): void {
  const schedule = at(data, 'schedules', id);
  const zone = [at(schedule, 'timezone'), at(data, 'timezone'), 'UTC'].find((name) => typeof name === 'string' && isZone(name));
  for (const [index, override] of itemsOf(at(schedule, 'overrides')).entries()) {
    const [from, to] = [String(at(override, 'from')), String(at(override, 'to'))];
    const [begins, ends] = [from, to].map((time) => instantOf(time, String(zone), zones));
    if (begins == null || ends == null || begins < ends) continue;
    report(['schedules', id, 'overrides', index, 'to'], `ends at ${to}, which is not after ${from}`, 'let it end after it begins');
  }
}
