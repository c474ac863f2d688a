import { deadlines } from '../incidents/decide-time.js';
import { type Incident, isOpen } from '../incidents/incident.model.js';
import type { Instant } from '../instant.js';
import { plainLine } from '../notifications/plain-line.js';
import { openFollowUps } from '../postincident/post-incident.model.js';

const LONG = 300;
const NAME = 60;
const SHOWN = 5;

/** What whoever takes command must know, composed from the record as it is: never typed, so never forgotten. One harmless line each. Guide: G1.3 */
export function commandBrief(incident: Incident, time: (at: Instant) => string): readonly string[] {
  const { severity, service, title, status, detectedAt, findings, offer, engaged } = incident;
  const note = offer?.note ?? null;
  return [
    `${severity} ${plainLine(service, NAME)}: ${plainLine(title, LONG)}, since ${time(detectedAt)}.`,
    `It is ${inWords(status)}${holderWords(incident, time)}.`,
    ...(note === null ? [] : [`${offer?.by ?? 'nobody'} says: ${plainLine(note, LONG)}`]),
    findings?.impact == null ? 'Impact: nobody has assessed it.' : `Impact: ${findings.impact}`,
    ...listed('Tried and found', findings?.tried ?? [], 'nothing is noted'),
    publicWords(incident),
    ...listed('Next', isOpen(incident) ? nextWords(incident, time) : [], 'nothing happens by itself'),
    ...listed('Open actions', openActions(incident), 'none'),
    `Engaged: ${engaged.slice(0, 20).join(', ') || 'nobody'}.`,
  ];
}

const inWords = (code: string): string => code.toLowerCase().replaceAll('_', ' ');

const holderWords = ({ holder }: Incident, time: (at: Instant) => string): string =>
  holder === null ? '; nobody has it' : `; ${holder.person} has it since ${time(holder.since)}`;

function listed(title: string, lines: readonly string[], otherwise: string): readonly string[] {
  if (lines.length === 0) return [`${title}: ${otherwise}.`];
  const more = lines.length - SHOWN;
  return [`${title}:`, ...lines.slice(0, SHOWN).map((line) => `- ${line}`), ...(more > 0 ? [`- and ${more} more`] : [])];
}

function publicWords({ statusPage }: Incident): string {
  const told = statusPage?.posts.findLast(({ state }) => state !== 'DRAFT');
  return told === undefined
    ? 'The public has been told nothing.'
    : `The public was told (${inWords(told.phase)}): ${plainLine(told.text, LONG)}`;
}

const WORDS = {
  LADDER: 'the next page of the ladder',
  HAND_OVER: 'the offer of command ends',
  ACK_EXPIRY: 'whoever has it is asked again unless something is recorded',
  SNOOZE_END: 'the snooze ends, and people are paged again',
  AUTO_RESOLVE: 'it resolves by itself unless an alert fires',
  CLOSE: 'it closes',
  REMINDER: 'a reminder',
} as const;

const nextWords = (incident: Incident, time: (at: Instant) => string): readonly string[] =>
  deadlines(incident).map(({ kind, at }) => `${time(at)}: ${WORDS[kind]}`);

function openActions({ statusPage, postIncident, resolutionProposed }: Incident): readonly string[] {
  const drafts = statusPage?.posts.filter(({ state }) => state === 'DRAFT') ?? [];
  return [
    ...(resolutionProposed ? ['all alerts are resolved: resolve it?'] : []),
    ...drafts.map(({ text }) => `a status post waits to be published: ${plainLine(text, LONG)}`),
    ...openFollowUps(postIncident).map(({ title, owner }) => `${plainLine(title, LONG)} (${owner})`),
  ];
}
