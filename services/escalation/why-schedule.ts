import type { Instant } from '../../domain/instant.js';
import { holderAt } from '../../domain/oncall/holder.js';
import type { ZoneRules } from '../../domain/oncall/zone-rules.js';
import type { VersionText } from '../handbook/versions-in-force.js';
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
  if (shift.person !== person) return [];
  const span = `${iso(shift.from)} to ${iso(shift.to)}`;
  const turn = lines.at('schedules', schedule, 'rotation') ?? lines.at('schedules', schedule);
  if (shift.via === 'rotation')
    return [{ kind: 'SCHEDULE', words: `${person} has the turn of ${schedule}, ${span}`, versionId, line: turn }];
  const { overrides } = handbook.schedules[schedule] ?? { overrides: [] };
  const entry = overrides.findLastIndex((one) => one.person === person && one.from <= at && at < one.to);
  return [
    { kind: 'SCHEDULE', words: `the schedule ${schedule} at ${iso(at)}`, versionId, line: turn },
    { kind: 'COVER', words: `${person} covers ${schedule}, ${span}`, versionId, line: lines.at('schedules', schedule, 'overrides', entry) },
  ];
}

const iso = (at: Instant): string => `${new Date(at).toISOString().slice(0, 16)}Z`;
