import { inWords } from '../handbook/duration-words.js';
import type { IncidentEvent } from '../incidents/incident-event.model.js';
import { type Instant, SECOND_MS } from '../instant.js';
import { markdownText } from './markdown.js';
import { lessonsPart, resolutionPart, rootCausePart } from './postmortem-parts.js';
import type { PostmortemSource } from './postmortem-source.model.js';
import { timelinePart } from './postmortem-timeline.js';

/**
 * A postmortem in Markdown, written from what is recorded and from nothing else: the facts, and the handbook's parts, each begun as far
 * as the record goes. Equal records give the equal text. What alerts and people wrote stands in it as text. Guide: G2.6
 */
export function draftPostmortem(source: PostmortemSource): string {
  const parts = source.parts.map((title) => `## ${markdownText(title, 120)}\n\n${bodyOf(title, source)}`);
  return `${[`# Postmortem of ${source.incident.key}`, factsOf(source), ...parts].join('\n\n')}\n`;
}

const PARTS: readonly (readonly [RegExp, (source: PostmortemSource) => string])[] = [
  [/timeline/i, timelinePart],
  [/root cause/i, rootCausePart],
  [/resolution/i, resolutionPart],
  [/lesson/i, lessonsPart],
];

const bodyOf = (title: string, source: PostmortemSource): string => PARTS.find(([named]) => named.test(title))?.[1](source) ?? '…';

function factsOf({ incident, events, serviceName, nameOf }: PostmortemSource): string {
  const { severity, title, detectedAt, engaged } = incident;
  const acknowledged = events.find((event) => event.type === 'Acknowledged');
  const resolved = events.findLast((event) => event.type === 'Resolved');
  const assessed = events.findLast((event) => event.type === 'Assessed');
  const who = (person: string | null): string => (person === null ? 'Tocsin' : markdownText(nameOf(person), 80));
  const lines: readonly (readonly [string, string | null])[] = [
    ['Severity', `${severity}${incident.severityConfirmed ? '' : ' (proposed by alerts, confirmed by nobody)'}`],
    ['Service', markdownText(serviceName, 120)],
    ['What broke', markdownText(title, 300)],
    ['Impact', assessed === undefined ? null : impactOf(assessed)],
    ['Detected', utcTime(detectedAt)],
    ['Acknowledged', acknowledged === undefined ? 'never' : `${after(acknowledged.at, detectedAt)} by ${who(acknowledged.by.person)}`],
    ['Resolved', resolved === undefined ? 'not yet' : `${after(resolved.at, detectedAt)} by ${who(resolved.by?.person ?? null)}`],
    ['Took part', engaged.map((person) => who(person)).join(', ') || 'nobody'],
  ];
  return lines.flatMap(([name, value]) => (value === null ? [] : [`- **${name}:** ${value}`])).join('\n');
}

function impactOf({ impact, services, usersAffected }: Extract<IncidentEvent, { type: 'Assessed' }>): string {
  const users = usersAffected === null ? [] : [`${usersAffected} users`];
  const parts = [markdownText(impact, 1_000), ...users, ...services.map((one) => markdownText(one, 60))];
  return parts.join(' · ');
}

/** `2026-11-29 02:10:05Z`. */
export const utcTime = (at: Instant): string => `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')}Z`;

/** `2026-11-29 02:12:36Z, 2 minutes 31 seconds later,`. */
const after = (at: Instant, since: Instant): string =>
  `${utcTime(at)}, ${inWords(Math.max(0, at - since - ((at - since) % SECOND_MS)))} after detection,`;
