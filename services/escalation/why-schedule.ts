import type { Instant } from '../../domain/instant.js';
import { holderAt } from '../../domain/oncall/holder.js';
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
  const { schedule: of, entry } = shift.rule;
  const turn = lines.at('schedules', of, 'layers', entry) ?? lines.at('schedules', of, 'rotation') ?? lines.at('schedules', schedule);
  const itself: WhyLink = { kind: 'SCHEDULE', words: `${schedule} at ${iso(at)}`, versionId, line: lines.at('schedules', schedule) };
  switch (shift.via) {
    case 'rotation':
      return [itself, { kind: 'SCHEDULE', words: `${person} has the turn, ${span}`, versionId, line: turn }];
    case 'temporary':
      return [
        itself,
        {
          kind: 'COVER',
          words: `a temporary schedule gives it to ${person}, ${span}`,
          versionId,
          line: lines.at('schedules', of, 'temporary', entry),
        },
      ];
    case 'cover': {
      const cover = handbook.schedules[of]?.overrides[entry]?.cover ?? 'a cover';
      return [itself, { kind: 'COVER', words: `${person} covers, ${cover}, ${span}`, versionId: null, line: null }];
    }
    case 'override':
      return [
        itself,
        { kind: 'COVER', words: `${person} covers, ${span}`, versionId, line: lines.at('schedules', of, 'overrides', entry) },
      ];
  }
}

const iso = (at: Instant): string => `${new Date(at).toISOString().slice(0, 16)}Z`;
