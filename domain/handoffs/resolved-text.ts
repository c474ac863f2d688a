import type { Severity, Visibility } from '../handbook/handbook.model.js';
import type { Instant } from '../instant.js';
import { dateTimeText, timeText } from '../notifications/local-time.js';
import type { Notice } from '../notifications/notice.model.js';
import { plainLine } from '../notifications/plain-line.js';
import type { Reader } from './brief-text.js';
import type { Handoff } from './handoff.model.js';

export interface Resolved {
  readonly incidentKey: string;
  readonly severity: Severity;
  readonly service: string;
  readonly title: string;
  readonly visibility: Visibility;
  readonly holder: string | null;
  readonly resolvedAt: Instant;
  readonly reopenUntil: Instant;
  readonly firing: number;
}

/** What the incoming person is asked, before the brief of everything else. Guide: G1.3 */
export function acceptResolvedNotice(asked: AskedResolved, reader: Reader & { readonly link: string }): Notice {
  const { handoff, resolved, brief, incidentUrl } = asked;
  const by = handoff.acceptBy === null ? '' : ` by ${dateTimeText(reader.rules, reader.timezone, handoff.acceptBy)}`;
  const notice = resolvedNotice(resolved, reader);
  const lines = [`Accept${by} that you look after what is left of it, by the link below.`, ...notice.lines, incidentUrl, ...brief];
  return { ...notice, lines };
}

export interface AskedResolved {
  readonly handoff: Handoff;
  readonly resolved: Resolved;
  /** What else is open and due, in lines. */
  readonly brief: readonly string[];
  readonly incidentUrl: string;
}

/** For whoever is told that nobody accepted; it names what a reader of any incident may know. Guide: G1.3 */
export function unacceptedResolvedNotice({ incoming }: Handoff, { incidentKey, severity, visibility }: Resolved, link: string): Notice {
  const isRestricted = visibility === 'RESTRICTED';
  return {
    subject: `Nobody accepted the resolution of ${incidentKey}`,
    lines: [
      `${incoming ?? 'nobody'} was to accept what is left of ${isRestricted ? 'this restricted incident' : `this ${severity}`} and has not.`,
      'Nobody is paged for it: see that somebody looks after it.',
    ],
    link,
    urgency: 'LOW',
    thread: incidentKey,
  };
}

/** What whoever is on call must know of an incident that is over; of a restricted one neither what nor where. Guide: G1.3 */
export function resolvedNotice(resolved: Resolved, { rules, timezone, link }: Reader & { readonly link: string }): Notice {
  const { incidentKey, severity, visibility, holder, resolvedAt, reopenUntil, firing } = resolved;
  const isRestricted = visibility === 'RESTRICTED';
  const what = isRestricted ? 'restricted incident' : `${plainLine(resolved.service, 60)}: ${plainLine(resolved.title, 120)}`;
  const time = (at: Instant): string => timeText(rules, timezone, at, resolvedAt);
  return {
    subject: `Resolved: ${severity} ${what} · ${incidentKey}`,
    lines: [
      `${incidentKey} is resolved since ${time(resolvedAt)}${isRestricted || holder === null ? '' : `; ${holder} had it`}.`,
      ...(firing === 0 ? [] : [`${firing} ${firing === 1 ? 'alert fires' : 'alerts fire'} all the same.`]),
      `An alert that fires again before ${time(reopenUntil)} reopens it.`,
    ],
    link,
    urgency: 'LOW',
    thread: incidentKey,
  };
}
