import { plainLine } from '../../../domain/notifications/plain-line.js';
import type { PublicPost } from './public-incident.model.js';
import type { ComponentState, Indicator } from './status-board.js';

export const INDICATOR_WORDS: Readonly<Record<Indicator, string>> = {
  none: 'All Systems Operational',
  minor: 'Minor Service Outage',
  major: 'Partial System Outage',
  critical: 'Major System Outage',
};

export const STATE_WORDS: Readonly<Record<ComponentState, string>> = {
  operational: 'Operational',
  degraded_performance: 'Degraded performance',
  partial_outage: 'Partial outage',
  major_outage: 'Major outage',
};

export const PHASE_WORDS: Readonly<Record<PublicPost['phase'], string>> = {
  INVESTIGATING: 'Investigating',
  IDENTIFIED: 'Identified',
  MONITORING: 'Monitoring',
  RESOLVED: 'Resolved',
};

const LINES = 40;

/** A person's text as lines that harm nothing: no controls, no overrides, and no more than anybody reads. */
export const publicLines = (text: string): readonly string[] =>
  text
    .split(/\r?\n/)
    .map((line) => plainLine(line, 2_000))
    .filter((line) => line !== '')
    .slice(0, LINES);

export const publicTitle = (post: PublicPost): string => plainLine(post.title, 160);

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `26 Nov 2026, 07:41 UTC`: the same for every reader, wherever they are. */
export function utc(at: number): string {
  const iso = new Date(at).toISOString();
  return `${Number(iso.slice(8, 10))} ${MONTHS[Number(iso.slice(5, 7)) - 1]} ${iso.slice(0, 4)}, ${iso.slice(11, 16)} UTC`;
}
