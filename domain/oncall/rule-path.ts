import type { Handbook } from '../handbook/handbook.model.js';
import type { Shift } from './holder.js';
import { scheduleOf } from './schedule-sources.js';

/**
 * The entry of the handbook that gave a shift to its person, for example `['schedules', 'on-call', 'overrides', 0]`; of a cover, which is
 * in no handbook, `['covers', 'COV-12']`.
 */
export function rulePath(handbook: Handbook, { via, rule: { schedule, entry } }: Shift): readonly (string | number)[] {
  switch (via) {
    case 'cover':
      return ['covers', scheduleOf(handbook, schedule).overrides[entry]?.cover ?? ''];
    case 'override':
      return ['schedules', schedule, 'overrides', entry];
    case 'temporary':
      return ['schedules', schedule, 'temporary', entry];
    case 'rotation':
      return scheduleOf(handbook, schedule).source.kind === 'rotation'
        ? ['schedules', schedule, 'rotation']
        : ['schedules', schedule, 'layers', entry];
  }
}

/** `['schedules', 'on-call', 'overrides', 0]` → `schedules.on-call.overrides[0]` */
export function printPath(path: readonly (string | number)[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? part : `${text}.${part}`;
  }, '');
}
