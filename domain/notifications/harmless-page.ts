import type { PageMessage } from './page-message.model.js';
import { plainLine } from './plain-line.js';

/** Most UTF-16 units of each part, chosen so that a mail subject stays readable and a push message stays under 4 KB. */
const LIMITS = { key: 40, service: 60, title: 120, summary: 500, reason: 200, name: 80, link: 2_000 } as const;

/**
 * The page with every text a single bounded line without controls or overrides, and no link but web links (else empty).
 * Never without a title and a summary. What is harmless stays as it is.
 */
export function harmlessPage(message: PageMessage): PageMessage {
  const title = plainLine(message.title, LIMITS.title) || 'alert without a title';
  return {
    ...message,
    incidentKey: plainLine(message.incidentKey, LIMITS.key),
    title,
    service: plainLine(message.service, LIMITS.service),
    summary: plainLine(message.summary, LIMITS.summary) || title,
    reason: plainLine(message.reason, LIMITS.reason),
    next: message.next && { who: plainLine(message.next.who, LIMITS.name), at: message.next.at },
    personName: plainLine(message.personName, LIMITS.name),
    timezone: plainLine(message.timezone, LIMITS.name),
    link: webLink(message.link),
    acknowledgeUrl: webLink(message.acknowledgeUrl),
  };
}

/** The link where it is a web link; else empty. */
export const webLink = (url: string): string => (url.length <= LIMITS.link && /^https?:\/\/[\x21-\x7e]+$/i.test(url) ? url : '');
