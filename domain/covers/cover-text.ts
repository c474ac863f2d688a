import { HOUR_MS, type Instant } from '../instant.js';
import { dateTimeText } from '../notifications/local-time.js';
import type { Notice } from '../notifications/notice.model.js';
import { plainLine } from '../notifications/plain-line.js';
import type { ZoneRules } from '../oncall/zone-rules.js';
import type { Cover } from './cover.model.js';

export interface Reader {
  readonly person: string;
  /** The zone of the times in the text. */
  readonly timezone: string;
  readonly rules: ZoneRules;
}

/** Something that one person is told once, by its key. */
export interface CoverNotice {
  /** `COV-12/taken/ada`. */
  readonly key: string;
  readonly notice: Notice;
}

/** Whoever is on call again so soon is woken to know it. */
const SOON_MS = 2 * HOUR_MS;
const REASON_LENGTH = 300;

/** Who is to be told of a cover by itself: whose shift was taken, and who did not give it back themselves. */
export function concernedBy({ person, relieves, by, endedBy }: Cover): readonly string[] {
  const byTaking = person === by ? relieves : [];
  const byEnding = endedBy === null ? [] : [person, ...relieves].filter((one) => one !== endedBy);
  return [...new Set([...byTaking, ...byEnding])];
}

/** What `reader` is told of a cover that was taken or given back, the latest alone; null: nothing. Guide: G1.1 */
export function coverNotice(cover: Cover, reader: Reader): CoverNotice | null {
  if (!concernedBy(cover).includes(reader.person)) return null;
  if (cover.endedBy !== null && cover.endedBy !== reader.person) return endedNotice(cover, reader);
  return takenNotice(cover, reader);
}

function takenNotice(cover: Cover, reader: Reader): CoverNotice {
  const { id, schedule, person, reason, to } = cover;
  const lines = [
    `${person} is on call for ${schedule} from now on, until ${timeOf(reader, to)}.`,
    'Pages go to them; an incident that you hold stays yours.',
    ...(reason === null ? [] : [`Why: ${plainLine(reason, REASON_LENGTH)}`]),
    `To have it back: tocsin oncall end-cover ${id}`,
  ];
  return noticeOf(`${id}/taken/${reader.person}`, { subject: `${person} took your shift of ${schedule}`, lines, urgency: 'LOW', cover });
}

function endedNotice(cover: Cover, reader: Reader): CoverNotice {
  const { id, schedule, person, from, to, endedAt, endedBy } = cover;
  const since = Math.max(from, endedAt ?? from);
  const isRelieved = reader.person === person;
  const lines = [
    `${endedBy ?? 'somebody'} ended ${id}: ${person} does not cover ${schedule} from ${timeOf(reader, since)} until ${timeOf(reader, to)}.`,
    isRelieved ? 'Pages do not go to you any more.' : 'What of it is your turn is yours again: pages go to you.',
  ];
  const isSoon = !isRelieved && since - (endedAt ?? since) <= SOON_MS;
  const subject = isRelieved ? `You do not cover ${schedule} any more` : `You are on call for ${schedule} again`;
  return noticeOf(`${id}/ended/${reader.person}`, { subject, lines, urgency: isSoon ? 'HIGH' : 'LOW', cover });
}

interface Said extends Pick<Notice, 'subject' | 'lines' | 'urgency'> {
  readonly cover: Cover;
}

const noticeOf = (key: string, { cover, ...said }: Said): CoverNotice => ({
  key,
  notice: { ...said, link: '', thread: `cover ${cover.id}` },
});

const timeOf = ({ rules, timezone }: Reader, at: Instant): string => dateTimeText(rules, timezone, at);
