import type { Priority } from '../../domain/handbook/handbook.model.js';
import type { Instant } from '../../domain/instant.js';
import { LIMITS } from './limits.js';

const RFC3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})$/;

/** The instant that an RFC 3339 text names, to the millisecond; null where it names none that a monitor can mean. */
export function instantOf(value: unknown): Instant | null {
  if (typeof value !== 'string' || value.length > 40 || !RFC3339.test(value)) return null;
  const at = Date.parse(value);
  return at >= LIMITS.earliestInstant && at <= LIMITS.latestInstant ? at : null;
}

/** An http(s) link, or null: anything else is never shown as a link. */
export function linkOf(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > LIMITS.urlLength || !/^https?:\/\//i.test(value)) return null;
  return URL.canParse(value) ? new URL(value).href.slice(0, LIMITS.urlLength) : null;
}

const PRIORITY_OF: Readonly<Record<string, Priority>> = {
  high: 'HIGH',
  critical: 'HIGH',
  page: 'HIGH',
  error: 'HIGH',
  medium: 'MEDIUM',
  warning: 'MEDIUM',
  low: 'LOW',
  info: 'LOW',
  none: 'LOW',
};

/** The first of `words` that names a priority. None does: HIGH, since what is unclear counts as the higher. Guide: G5.2 */
export function priorityOf(...words: readonly (string | undefined)[]): Priority {
  for (const word of words) {
    const key = word?.toLowerCase() ?? '';
    const priority = Object.hasOwn(PRIORITY_OF, key) ? PRIORITY_OF[key] : undefined;
    if (priority !== undefined) return priority;
  }
  return 'HIGH';
}
