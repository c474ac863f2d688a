import type { Severity, Visibility } from '../handbook/handbook.model.js';
import type { Instant } from '../instant.js';
import { timeText } from '../notifications/local-time.js';
import type { Notice } from '../notifications/notice.model.js';
import { plainLine } from '../notifications/plain-line.js';
import type { Reader } from './brief-text.js';

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
