import type { Schedule, ScheduleSource } from '../../domain/handbook/handbook.model.js';
import type { Instant } from '../../domain/instant.js';
import type { ZoneRules } from '../../domain/oncall/zone-rules.js';
import type { RawHandbook } from './parse-schema.js';
import { instantOf } from './parse-times.js';

/** `raw` has been checked: followers end at a rotation. Guide: G1.1 */
export function compileSchedule(id: string, raw: RawHandbook, zones: ZoneRules): Schedule {
  const schedule = raw.schedules[id];
  const timezone = zoneOf(id, raw);
  return {
    id,
    timezone,
    source: sourceOf(id, raw),
    overrides: (schedule?.overrides ?? []).map(({ person, from, to }) => ({
      person,
      from: checked(instantOf(from, timezone, zones)),
      to: checked(instantOf(to, timezone, zones)),
    })),
  };
}

function sourceOf(id: string, raw: RawHandbook): ScheduleSource {
  const schedule = raw.schedules[id];
  if (schedule?.follows !== undefined) return { kind: 'follows', schedule: schedule.follows, offset: schedule.offset ?? 0 };
  if (!schedule?.rotation) throw new Error(`the schedule ${id} was not checked`);
  const { people, every, handoff, starting } = schedule.rotation;
  return { kind: 'rotation', rotation: { people, everyDays: every, handoffMinute: handoff.minute, starting } };
}

/** Its own zone, else that of the schedule that it follows, else the handbook's. */
function zoneOf(id: string, raw: RawHandbook): string {
  const schedule = raw.schedules[id];
  if (schedule?.timezone !== undefined) return schedule.timezone;
  return schedule?.follows === undefined ? raw.timezone : zoneOf(schedule.follows, raw);
}

function checked(instant: Instant | null): Instant {
  if (instant === null) throw new Error('an override was not checked');
  return instant;
}
