import { HOUR_MS, type Instant } from '../instant.js';
import { dateTimeText } from '../notifications/local-time.js';
import type { Notice } from '../notifications/notice.model.js';
import { plainLine } from '../notifications/plain-line.js';
import type { CoverRequest } from './cover-request.model.js';
import type { CoverNotice, Reader } from './cover-text.js';

/** Whoever has so little time left is woken. */
const SOON_MS = 2 * HOUR_MS;
const REASON_LENGTH = 300;

/** What a candidate is asked, with the link by which they answer. Guide: G1.1 */
export function askNotice(request: CoverRequest, reader: Reader, link: string): CoverNotice {
  const { id, asker, schedule, reason, askedAt, answerBy } = request;
  const lines = [
    `${asker} asks whether you cover ${schedule}, ${spanWords(request, reader)}.`,
    `The first who accepts has it; answer until ${timeOf(reader, answerBy)}. Until somebody accepts, ${asker} stays on call.`,
    ...(reason === null ? [] : [`Why: ${plainLine(reason, REASON_LENGTH)}`]),
    'Accept or decline by the link below.',
  ];
  const said = { subject: `${asker} asks for cover: ${schedule}`, lines, link, urgency: urgencyAt(request, askedAt) };
  return { key: `${id}/asked/${reader.person}`, notice: { ...said, thread: threadOf(request) } };
}

/** What the asker is told once the request waits no more; null: they know, since they withdrew it. Guide: G1.1 */
export function outcomeNotice(request: CoverRequest, reader: Reader): CoverNotice | null {
  const { id, schedule, status, acceptedBy, settledAt } = request;
  if (status === 'ASKED' || status === 'WITHDRAWN') return null;
  const when = spanWords(request, reader);
  const isTaken = status === 'ACCEPTED';
  const lines = isTaken
    ? [`${acceptedBy ?? 'somebody'} covers ${schedule}, ${when}.`, `To have it back: tocsin oncall end-cover ${id}`]
    : [`${status === 'EXPIRED' ? 'Nobody answered in time' : 'Everybody declined'}: you stay on call for ${schedule}, ${when}.`];
  const subject = isTaken ? `${acceptedBy ?? 'somebody'} covers ${schedule} for you` : `Nobody covers ${schedule} for you`;
  const urgency = isTaken ? 'LOW' : urgencyAt(request, settledAt ?? request.answerBy);
  return {
    key: `${id}/${status.toLowerCase()}/${reader.person}`,
    notice: { subject, lines, link: '', urgency, thread: threadOf(request) },
  };
}

const urgencyAt = ({ from }: CoverRequest, at: Instant): Notice['urgency'] => (from - at <= SOON_MS ? 'HIGH' : 'LOW');

const threadOf = ({ id }: CoverRequest): string => `cover ${id}`;

const spanWords = ({ from, to }: CoverRequest, reader: Reader): string => `${timeOf(reader, from)} until ${timeOf(reader, to)}`;

const timeOf = ({ rules, timezone }: Reader, at: Instant): string => dateTimeText(rules, timezone, at);
