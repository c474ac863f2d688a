import type { Handbook } from '../handbook/handbook.model.js';
import { patternOf, scheduleOf } from './schedule-sources.js';

/** Everybody whose turn the schedule can be; nobody where the handbook does not have it. */
export function teamOf(handbook: Handbook, schedule: string): readonly string[] {
  if (!Object.hasOwn(handbook.schedules, schedule)) return [];
  const { layers, temporary } = patternOf(handbook, scheduleOf(handbook, schedule));
  return [...new Set([...layers, ...temporary.flatMap(({ stands }) => stands.layers)].flatMap(({ rotation }) => rotation.people))];
}
