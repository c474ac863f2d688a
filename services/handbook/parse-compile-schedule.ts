import type { Absence, Layer, Rotation, Schedule, ScheduleSource } from '../../domain/handbook/schedule.model.js';
import type { Instant } from '../../domain/instant.js';
import { isWholeWeek, tidyWeek } from '../../domain/oncall/week-spans.js';
import type { ZoneRules } from '../../domain/oncall/zone-rules.js';
import type { RawHandbook } from './parse-schema.js';
import { instantOf } from './parse-times.js';
import { weekSpansOf } from './parse-week.js';

type RawSchedule = RawHandbook['schedules'][string];
type RawRotation = NonNullable<RawSchedule['rotation']>;
type RawLayer = NonNullable<RawSchedule['layers']>[number];

/** `raw` has been checked: followers end at a rotation. Guide: G1.1 */
export function compileSchedule(id: string, raw: RawHandbook, zones: ZoneRules): Schedule {
  const schedule = raw.schedules[id];
  const timezone = zoneOf(id, raw);
  const spanOf = ({ from, to }: { readonly from: string; readonly to: string }): { from: Instant; to: Instant } => ({
    from: checked(instantOf(from, timezone, zones)),
    to: checked(instantOf(to, timezone, zones)),
  });
  return {
    id,
    timezone,
    source: sourceOf(id, raw, timezone),
    overrides: (schedule?.overrides ?? []).map(({ person, ...span }) => ({ person, ...spanOf(span) })),
    ...(schedule?.temporary === undefined
      ? {}
      : { temporary: schedule.temporary.map((one) => ({ ...spanOf(one), layers: layersOf(one, timezone) })) }),
    ...(schedule?.longest_shift === undefined ? {} : { longestShiftMs: schedule.longest_shift }),
  };
}

/** Earliest first, in the person's own zone. */
export function compileAway(away: RawHandbook['people'][string]['away'], timezone: string, zones: ZoneRules): readonly Absence[] {
  return (away ?? [])
    .map(({ from, to, reason }) => ({
      from: checked(instantOf(from, timezone, zones)),
      to: checked(instantOf(to, timezone, zones)),
      ...(reason === undefined ? {} : { reason }),
    }))
    .toSorted((a, b) => a.from - b.from);
}

function sourceOf(id: string, raw: RawHandbook, timezone: string): ScheduleSource {
  const schedule = raw.schedules[id];
  if (schedule?.follows !== undefined) return { kind: 'follows', schedule: schedule.follows, offset: schedule.offset ?? 0 };
  if (schedule?.rotation !== undefined) return { kind: 'rotation', rotation: compileRotation(schedule.rotation) };
  if (schedule?.layers === undefined) throw new Error(`the schedule ${id} was not checked`);
  return { kind: 'layers', layers: layersOf(schedule, timezone) };
}

function layersOf({ rotation, layers }: Pick<RawSchedule, 'rotation' | 'layers'>, timezone: string): readonly Layer[] {
  if (rotation !== undefined) return [{ timezone, rotation: compileRotation(rotation) }];
  return (layers ?? []).map((layer) => compileLayer(layer, timezone));
}

function compileLayer({ timezone, rotation, during }: RawLayer, schedulesOwn: string): Layer {
  const week = tidyWeek([during ?? []].flat().flatMap(weekSpansOf));
  const always = during === undefined || isWholeWeek(week);
  return { timezone: timezone ?? schedulesOwn, rotation: compileRotation(rotation), ...(always ? {} : { during: week }) };
}

function compileRotation({ people, every, handoff, starting }: RawRotation): Rotation {
  const hours = every.hours === 0 ? {} : { everyHours: every.hours };
  return { people, everyDays: every.days, ...hours, handoffMinute: handoff.minute, starting };
}

/** Its own zone, else that of the schedule that it follows, else the handbook's. */
function zoneOf(id: string, raw: RawHandbook): string {
  const schedule = raw.schedules[id];
  if (schedule?.timezone !== undefined) return schedule.timezone;
  return schedule?.follows === undefined ? raw.timezone : zoneOf(schedule.follows, raw);
}

function checked(instant: Instant | null): Instant {
  if (instant === null) throw new Error('a time was not checked');
  return instant;
}
