import type { ZoneRules } from '../oncall/zone-rules.js';
import { harmlessPage } from './harmless-page.js';
import { dateTimeText, timeText } from './local-time.js';
import type { PageMessage } from './page-message.model.js';

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
  const page = harmlessPage(message);
  return `${page.test ? '[TEST] ' : ''}${page.severity} ${page.service}: ${page.title} · ${page.incidentKey}`;
}

export function linesOf(message: PageMessage, rules: ZoneRules): PageLines {
  const page = harmlessPage(message);
  return {
    subject: subjectOf(page),
    what: page.summary,
    link: page.link,
    why: `You are paged, ${page.personName}: ${page.reason}`,
    since: dateTimeText(rules, page.timezone, page.detectedAt),
    next: nextText(page, rules),
    test: page.test ? 'This is a test page: nothing is broken. Acknowledge it to show that it reached you.' : '',
  };
}

/** For mail: the first line is what broke, the second the link. */
export function textBodyOf(lines: PageLines): string {
  const rest = [lines.why, `Since ${lines.since}`, lines.next, lines.test].filter((line) => line !== '');
  return `${lines.what}\n${lines.link}\n\n${rest.join('\n')}\n`;
}

function nextText(page: PageMessage, rules: ZoneRules): string {
  if (page.next === null) return 'Nobody else is paged after you.';
  const at = timeText(rules, page.timezone, page.next.at, page.detectedAt);
  return `Unless somebody acknowledges, ${page.next.who} is paged at ${at}`;
}
