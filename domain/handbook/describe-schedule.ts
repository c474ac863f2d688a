import { WEEKDAYS } from '../oncall/calendar-date.js';
import { inWords } from './duration-words.js';
import type { Absence, Layer, Rotation, Schedule, WeekSpan } from './schedule.model.js';

/** A schedule in words, field by field. */
export function scheduleFields(schedule: Schedule): Readonly<Record<string, string>> {
  const { timezone, overrides, temporary = [], longestShiftMs } = schedule;
  return {
    ...sourceFields(schedule),
    timezone,
    overrides: overrides.map(({ person, ...span }) => `${person} ${spans([span])}`).join('; '),
    temporary: temporary.map((one) => `${spans([one])}: ${layers(one.layers)}`).join('; '),
    'longest shift': longestShiftMs === undefined ? '' : inWords(longestShiftMs),
  };
}

/** `2026-12-24T09:00Z to 2026-12-27T09:00Z`, one after the other. */
export const spans = (list: readonly Pick<Absence, 'from' | 'to'>[]): string =>
  list.map(({ from, to }) => `${instant(from)} to ${instant(to)}`).join('; ');

/** `09:00` */
export const clockTime = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

function sourceFields({ source }: Schedule): Readonly<Record<string, string>> {
  switch (source.kind) {
    case 'follows':
      return { follows: `${source.schedule}, ${source.offset} further on` };
    case 'layers':
      return { layers: layers(source.layers) };
    case 'rotation':
      return {
        people: source.rotation.people.join(', '),
        every: every(source.rotation),
        handoff: clockTime(source.rotation.handoffMinute),
        starting: source.rotation.starting,
      };
  }
}

const layers = (list: readonly Layer[]): string =>
  list
    .map(({ rotation, timezone, during }) => {
      const turns = `${rotation.people.join(', ')} every ${every(rotation)} at ${clockTime(rotation.handoffMinute)}`;
      return `${turns} from ${rotation.starting} (${timezone}${during === undefined ? '' : `, ${during.map(weekSpan).join(', ')}`})`;
    })
    .join('; else ');

function every({ everyDays, everyHours = 0 }: Rotation): string {
  const words = [everyDays > 0 ? count(everyDays, 'day') : '', everyHours > 0 ? count(everyHours, 'hour') : ''];
  return words.filter((word) => word !== '').join(' ');
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

const weekSpan = ({ from, to }: WeekSpan): string => `${weekTime(from)} to ${weekTime(to)}`;

const weekTime = (minute: number): string => `${WEEKDAYS[Math.floor(minute / 1_440) % 7]} ${clockTime(minute % 1_440)}`;

const instant = (at: number): string => `${new Date(at).toISOString().slice(0, 16)}Z`;
