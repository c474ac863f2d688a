import type { Handbook, Target } from '../../domain/handbook/handbook.model.js';
import type { Layer } from '../../domain/handbook/schedule.model.js';
import { patternOf, scheduleOf } from '../../domain/oncall/schedule-sources.js';
import type { Report } from './problem.js';

/** A ladder never ends in silence: its catch-all names a person, or a schedule that leaves no hour out. Guide: G1.2 */
export function checkCatchAlls(handbook: Handbook, report: Report): void {
  for (const { id, exhausted } of Object.values(handbook.escalation)) {
    if (exhausted.targets.some((target) => isNeverEmpty(handbook, target))) continue;
    report(['escalation', id, 'exhausted', 'page'], 'can be nobody: each of these schedules has hours without anybody', 'add a person');
  }
}

function isNeverEmpty(handbook: Handbook, { kind, id }: Target): boolean {
  if (kind === 'person') return true;
  const { layers, temporary } = patternOf(handbook, scheduleOf(handbook, id));
  return [layers, ...temporary.map(({ stands }) => stands.layers)].every(leavesNothingOut);
}

/** Without layers that together fill the week: what is filled by several can lose an hour to a clock change. */
const leavesNothingOut = (layers: readonly Layer[]): boolean => layers.some(({ during }) => during === undefined);
