import { isSameJson } from './canonical-json.js';

export interface Difference {
  /** `0.events.2.at`; empty: the values themselves. */
  readonly path: string;
  readonly was: unknown;
  readonly is: unknown;
}

/** Where two JSON values first differ, as deep as both go the same way; null: nowhere. */
export function firstDifference(was: unknown, is: unknown, path = ''): Difference | null {
  if (isSameJson(was, is)) return null;
  if (!isObject(was) || !isObject(is) || Array.isArray(was) !== Array.isArray(is)) return { path, was, is };
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])].sort();
  for (const name of names) {
    const found = firstDifference(was[name], is[name], path === '' ? name : `${path}.${name}`);
    if (found !== null) return found;
  }
  return { path, was, is };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;
