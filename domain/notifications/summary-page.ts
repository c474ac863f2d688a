import { SEVERITIES } from '../handbook/handbook.model.js';
import type { PageMessage } from './page-message.model.js';
import { plainLine } from './plain-line.js';

const LISTED = 8;

/**
 * One page in the place of many that became due for the same person at once. It is the worst of them (then the oldest), with its
 * link and its key, whose title counts the others and whose summary names them. The order of `messages` does not matter.
 */
export function summaryPageOf(messages: readonly [PageMessage, ...PageMessage[]]): PageMessage {
  const [worst = messages[0], ...others] = [...messages].sort(worstFirst);
  if (others.length === 0) return worst;
  const more = `${others.length} more ${others.length === 1 ? 'incident' : 'incidents'}`;
  return {
    ...worst,
    urgency: messages.some((message) => message.urgency === 'HIGH') ? 'HIGH' : 'LOW',
    title: `${plainLine(worst.title, 80)} and ${more}`,
    summary: `${plainLine(worst.summary || worst.title, 160)}; also ${listOf(others)}`,
    reason: `${plainLine(worst.reason, 120)}; ${more} page you as well`,
  };
}

function listOf(messages: readonly PageMessage[]): string {
  const named = messages.slice(0, LISTED).map((message) => `${message.incidentKey} ${message.severity}`);
  const rest = messages.length - named.length;
  return rest > 0 ? `${named.join(', ')} and ${rest} more` : named.join(', ');
}

function worstFirst(a: PageMessage, b: PageMessage): number {
  const bySeverity = SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity);
  return bySeverity || a.detectedAt - b.detectedAt || (a.incidentKey < b.incidentKey ? -1 : 1);
}
