import { canonicalJson } from './canonical-json.js';

const MAX_CHARACTERS = 2_000;

/** A value for a report: canonical JSON, cut where it is long; null for nothing. */
export function shortJson(value: unknown): string | null {
  if (value === undefined) return null;
  const text = canonicalJson(value);
  return text.length <= MAX_CHARACTERS ? text : `${text.slice(0, MAX_CHARACTERS - 1)}…`;
}
