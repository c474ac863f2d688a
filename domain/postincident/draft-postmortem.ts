import { inWords } from '../handbook/duration-words.js';
import type { IncidentEvent } from '../incidents/incident-event.model.js';
import { type Instant, SECOND_MS } from '../instant.js';
import { markdownText } from './markdown.js';
import { POSTMORTEM_MAX } from './postmortem-length.js';
import { lessonsPart, resolutionPart, rootCausePart } from './postmortem-parts.js';
import type { PostmortemSource } from './postmortem-source.model.js';
import { timelinePart } from './postmortem-timeline.js';

/** UTF-16 units of a draft at most: a quarter of what a postmortem may have is left to whoever writes on. */
export const DRAFT_MAX = POSTMORTEM_MAX * 0.75;

/** How much of each text is told, in turn, until the whole draft is short enough. */
const SHARES = [1, 0.5, 0.25, 0.125] as const;
const LEFT_OUT = '\n\n… the rest is left out here: the incident’s own timeline has it.\n';

/**
 * A postmortem in Markdown, written from what is recorded and from nothing else: the facts, and the handbook's parts, each begun as far
 * as the record goes. Equal records give the equal text, of at most `DRAFT_MAX`. What alerts and people wrote stands in it as text. Guide: G2.6
 */
export function draftPostmortem(source: PostmortemSource): string {
  let draft = '';
  for (const share of SHARES) {
    draft = written(source, share);
    if (draft.length <= DRAFT_MAX) return draft;
  }
  return `${draft.slice(0, draft.lastIndexOf('\n', DRAFT_MAX - LEFT_OUT.length))}${LEFT_OUT}`;
}

function written(source: PostmortemSource, share: number): string {
  const parts = source.parts.map((title) => `## ${markdownText(title, 120)}\n\n${bodyOf(title, source, share)}`);
  return `${[`# Postmortem of ${source.incident.key}`, factsOf(source), ...parts].join('\n\n')}\n`;
}

/** `share`: of how much it would tell of each text. */
type Part = (source: PostmortemSource, share: number) => string;

const PARTS: readonly (readonly [RegExp, Part])[] = [
  [/timeline/i, timelinePart],
  [/root cause/i, rootCausePart],
  [/resolution/i, resolutionPart],
  [/lesson/i, lessonsPart],
];

const bodyOf = (title: string, source: PostmortemSource, share: number): string =>
  PARTS.find(([named]) => named.test(title))?.[1](source, share) ?? '…';

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
