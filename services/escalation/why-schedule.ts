import type { Instant } from '../../domain/instant.js';
import { holderAt } from '../../domain/oncall/holder.js';
import { rulePath } from '../../domain/oncall/rule-path.js';
import type { ZoneRules } from '../../domain/oncall/zone-rules.js';
import type { VersionText } from '../handbook/versions-in-force.service.js';
import type { WhyLink } from './why.model.js';

export interface Held {
  readonly schedule: string;
  readonly at: Instant;
  readonly person: string;
}

/** By turn or by cover, where `person` held the schedule; nothing where somebody else did. */
export function scheduleLinks(
  { handbook, lines, versionId }: VersionText,
  { schedule, at, person }: Held,
  zones: ZoneRules,
): readonly WhyLink[] {
  if (!Object.hasOwn(handbook.schedules, schedule)) return [];
  const shift = holderAt(handbook, schedule, at, zones);
  if (shift?.person !== person) return [];
  const span = `${iso(shift.from)} to ${iso(shift.to)}`;
  const path = rulePath(handbook, shift);
  const line = lines.at(...path) ?? lines.at('schedules', schedule);
  if (shift.via === 'rotation') return [{ kind: 'SCHEDULE', words: `${person} has the turn of ${schedule}, ${span}`, versionId, line }];
  const words =
    shift.via === 'override' ? `${person} covers ${schedule}, ${span}` : `${person} has ${schedule} by a temporary schedule, ${span}`;
  return [
    { kind: 'SCHEDULE', words: `the schedule ${schedule} at ${iso(at)}`, versionId, line: lines.at('schedules', schedule) },
    { kind: 'COVER', words, versionId, line },
  ];
}

const iso = (at: Instant): string => `${new Date(at).toISOString().slice(0, 16)}Z`;
