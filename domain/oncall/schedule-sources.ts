import { DomainFailure } from '../error.js';
import type { Handbook } from '../handbook/handbook.model.js';
import type { Layer, Schedule, TemporarySchedule } from '../handbook/schedule.model.js';

/** Where a schedule's turns come from: its own layers, or those of the schedule at the end of the followers, `offset` people on. */
export interface SchedulePattern {
  /** Whose entries `layers` are. */
  readonly schedule: string;
  readonly layers: readonly Layer[];
  readonly offset: number;
  /** Stand-ins, the weakest first: those of the followed schedule, then its own. */
  readonly temporary: readonly {
    readonly schedule: string;
    readonly entry: number;
    readonly offset: number;
    readonly stands: TemporarySchedule;
  }[];
}

/** Throws `NOT_FOUND` for a schedule that the handbook does not have. */
export function scheduleOf(handbook: Handbook, id: string): Schedule {
  const schedule = Object.hasOwn(handbook.schedules, id) ? handbook.schedules[id] : undefined;
  if (!schedule) throw new DomainFailure({ code: 'NOT_FOUND', detail: `the handbook has no schedule ${id}`, field: 'schedule' });
  return schedule;
}

/** A follower takes the layers, zones and temporary schedules of the one that it follows, shifted; overrides are not taken. */
export function patternOf(handbook: Handbook, schedule: Schedule): SchedulePattern {
  const temporary: SchedulePattern['temporary'][number][] = [];
  let current = schedule;
  let offset = 0;
  // A compiled handbook has no circle of followers; the bound keeps a hand-made one from hanging.
  for (let hops = Object.keys(handbook.schedules).length; hops >= 0; hops -= 1) {
    const own = (current.temporary ?? []).map((stands, entry) => ({ schedule: current.id, entry, offset, stands }));
    temporary.unshift(...own);
    if (current.source.kind !== 'follows') return { schedule: current.id, layers: layersOf(current), offset, temporary };
    offset += current.source.offset;
    current = scheduleOf(handbook, current.source.schedule);
  }
  throw new DomainFailure({ code: 'INVALID_HANDBOOK', detail: `the schedule ${schedule.id} follows itself`, field: 'schedule' });
}

/** The schedule's own layers; none of one that follows another. */
export function layersOf({ source, timezone }: Schedule): readonly Layer[] {
  switch (source.kind) {
    case 'rotation':
      return [{ timezone, rotation: source.rotation }];
    case 'layers':
      return source.layers;
    case 'follows':
      return [];
  }
}
