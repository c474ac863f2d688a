import type { Deadline } from '../../domain/incidents/decide-time.js';
import { deadlines } from '../../domain/incidents/decide-time.js';
import { type Incident, isPast, type Rung } from '../../domain/incidents/incident.model.js';
import { rungWords } from '../../domain/incidents/rung-words.js';
import { learningDetails, nextLessonInWords } from '../postincident/learning-view.js';
import { clockTime, dayTime } from '../support/instant-words.js';
import { whoIsNext } from './deliver-request.js';

/** What will happen at a deadline, for timers and for people: `page secondary at 02:25Z unless acknowledged`. */
export function deadlineInWords(incident: Incident, deadline: Deadline): string {
  const time = clockTime(deadline.at);
  switch (deadline.kind) {
    case 'LADDER':
      return `page ${nextOnes(incident)} at ${clockTime(whoIsNext(incident)?.at ?? deadline.at)} unless acknowledged`;
    case 'HAND_OVER':
      return `${isRestricted(incident) ? 'somebody' : (incident.offer?.to ?? 'somebody')} takes command by ${time}, or it stays where it is`;
    case 'ACK_EXPIRY':
      return `ask ${theHolder(incident)} again at ${time} unless they act`;
    case 'SNOOZE_END':
      return `page again at ${time}`;
    case 'AUTO_RESOLVE':
      return `resolve at ${time} unless an alert fires`;
    case 'CLOSE':
      return `close at ${time} unless an alert fires again`;
    case 'REMINDER':
      return `remind of what is due, on ${dayTime(deadline.at)}`;
  }
}

/** Whoever may not see a restricted incident may see its workflow: no names there. */
const isRestricted = (incident: Incident): boolean => incident.visibility === 'RESTRICTED';
const nextOnes = (incident: Incident): string => (isRestricted(incident) ? 'the next step' : (whoIsNext(incident)?.who ?? 'the catch-all'));
const theHolder = (incident: Incident): string => (isRestricted(incident) ? 'the holder' : (incident.holder?.person ?? 'somebody'));

/** Why an activity runs, in the Temporal UI: `step 2 of 4`. */
export const summonsInWords = (incident: Incident, rung: Rung): string =>
  isRestricted(incident) && (rung.kind === 'ASKED' || rung.kind === 'COMMAND') ? 'asked for' : rungWords(rung);

/** What a delivery does, in the Temporal UI: `page ada over ntfy`. */
export const deliveryInWords = (incident: Incident, person: string, method: string): string =>
  isRestricted(incident) ? `page somebody over ${method}` : `page ${person} over ${method}`;

/** The next thing to do, in one line. */
export function nextInWords(incident: Incident): string {
  const next = deadlines(incident)[0];
  if (isPast(incident)) return nextLessonInWords(incident) ?? `Over: ${incident.status}.`;
  if (incident.status === 'RESOLVED')
    return `Next: nothing; closes at ${next === undefined ? '?' : clockTime(next.at)} unless an alert fires again.`;
  const page = whoIsNext(incident);
  if (page !== null) return `Next: acknowledge by ${clockTime(page.at)}, then ${nextOnes(incident)} is paged.`;
  if (incident.snoozedUntil !== null) return `Next: quiet until ${clockTime(incident.snoozedUntil)}, then paged again.`;
  return `Next: ${theHolder(incident)} resolves it${next === undefined ? '' : `, or: ${deadlineInWords(incident, next)}`}.`;
}

/** What the Temporal UI shows of the incident: Markdown that begins with the next thing to do. */
export function currentDetails(incident: Incident): string {
  const { severity, service, title, status, holder, alerts, engaged } = incident;
  const isHidden = isRestricted(incident);
  const head = isHidden ? `**${severity}** · restricted` : `**${severity}** · ${service} · ${oneLine(title)}`;
  return [
    nextInWords(incident),
    '',
    head,
    '',
    `- status: ${status}${incident.severityConfirmed ? '' : ' (severity proposed, not confirmed)'}`,
    `- held by: ${isHidden ? (holder === null ? 'nobody' : 'somebody') : (holder?.person ?? 'nobody')}`,
    `- alerts firing: ${alerts.firing}`,
    ...(isHidden ? [] : [`- people so far: ${engaged.join(', ') || 'nobody yet'}`]),
    `- being paged: ${incident.pages.length} page(s)`,
    ...learningDetails(incident),
  ].join('\n');
}

/** Hostile text on one line, without Markdown's own characters. */
export const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .replace(/[\\`*_[\]<>#|]/g, (c) => `\\${c}`)
    .slice(0, 200);
