import type { ZoneRules } from '../oncall/zone-rules.js';
import { dateTimeText, timeText } from './local-time.js';
import type { PageMessage } from './page-message.model.js';
import { plainLine } from './plain-line.js';

/** Most UTF-16 units of each part, chosen so that a mail subject stays readable and a push message stays under 4 KB. */
const LIMITS = { key: 40, service: 60, title: 120, summary: 500, reason: 200, name: 80, link: 2_000 } as const;

/** The harmless lines that every channel arranges in its own way. */
export interface PageLines {
  readonly subject: string;
  /** What broke. */
  readonly what: string;
  readonly link: string;
  /** Why this person. */
  readonly why: string;
  readonly since: string;
  /** What happens if nobody answers. */
  readonly next: string;
  /** Empty unless this is a test page. */
  readonly test: string;
}

/** `SEV1 payments: ErrorRateHigh · INC-1042`; a test page begins with `[TEST] `. One line, ≤ 245 units. */
export function subjectOf(message: PageMessage): string {
  const service = plainLine(message.service, LIMITS.service);
  const title = titleOf(message);
  const key = plainLine(message.incidentKey, LIMITS.key);
  return `${message.test ? '[TEST] ' : ''}${message.severity} ${service}: ${title} · ${key}`;
}

export function linesOf(message: PageMessage, rules: ZoneRules): PageLines {
  const zone = plainLine(message.timezone, LIMITS.name);
  return {
    subject: subjectOf(message),
    what: plainLine(message.summary, LIMITS.summary) || titleOf(message),
    link: webLink(message.link),
    why: `You are paged, ${plainLine(message.personName, LIMITS.name)}: ${plainLine(message.reason, LIMITS.reason)}`,
    since: dateTimeText(rules, zone, message.detectedAt),
    next: nextText(message, zone, rules),
    test: message.test ? 'This is a test page: nothing is broken. Acknowledge it to show that it reached you.' : '',
  };
}

/** For mail: the first line is what broke, the second the link. */
export function textBodyOf(lines: PageLines): string {
  const rest = [lines.why, `Since ${lines.since}`, lines.next, lines.test].filter((line) => line !== '');
  return `${lines.what}\n${lines.link}\n\n${rest.join('\n')}\n`;
}

/** A page's link as it may stand in a page: http(s) without spaces or controls, else empty. */
export function webLink(url: string): string {
  return url.length <= LIMITS.link && /^https?:\/\/[\x21-\x7e]+$/i.test(url) ? url : '';
}

const titleOf = (message: PageMessage): string => plainLine(message.title, LIMITS.title) || 'alert without a title';

function nextText(message: PageMessage, zone: string, rules: ZoneRules): string {
  if (message.next === null) return 'Nobody else is paged after you.';
  const at = timeText(rules, zone, message.next.at, message.detectedAt);
  return `Unless somebody acknowledges, ${plainLine(message.next.who, LIMITS.name)} is paged at ${at}`;
}
