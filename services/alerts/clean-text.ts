import { createHash } from 'node:crypto';
import { isSuspect, storableText } from '../../domain/storable-text.js';
import { LIMITS } from './limits.js';
import type { ProblemList } from './received-payload.model.js';

/** `text` as PostgreSQL can store it, at most `max` characters; what was taken away is noted. */
export function cleanText(text: string, max: number, note: (reason: string) => void): string {
  if (text.length <= max && !isSuspect(text)) return text;
  const storable = storableText(text.slice(0, max + 1));
  if (text.length > max) note(`cut to ${max} characters`);
  else if (storable.length !== text.length) note('characters that no text can hold were removed');
  return storableText(storable.slice(0, max));
}

/** A key that PostgreSQL can store and index: the same for the same text, different for different text. */
export function boundedKey(key: string): string {
  return key.length <= LIMITS.keyLength && !isSuspect(key) ? key : `sha256:${createHash('sha256').update(key).digest('hex')}`;
}

/** Labels or annotations as texts, bounded in number and length. Own properties only; values that are no scalar are left out. */
export function cleanTexts(raw: unknown, field: string, problems: ProblemList): Record<string, string> {
  if (raw === undefined || raw === null) return {};
  if (typeof raw !== 'object' || Array.isArray(raw)) {
    problems.add(field, 'expected an object of texts; left out');
    return {};
  }
  const source = raw as Record<string, unknown>;
  const valueLength = field.endsWith('labels') ? LIMITS.labelValueLength : LIMITS.annotationLength;
  const clean: [string, string][] = [];
  for (const name in source) {
    if (!Object.hasOwn(source, name)) continue;
    if (clean.length === LIMITS.labels) {
      problems.add(field, `more than ${LIMITS.labels} entries; the rest was left out`);
      break;
    }
    const value = textOf(source[name]);
    const at = (): string => `${field}.${storableText(name.slice(0, 64))}`;
    if (value === null) {
      problems.add(at(), 'not a text; left out');
      continue;
    }
    if (typeof source[name] !== 'string') problems.add(at(), 'not a text; written as one');
    clean.push([
      cleanText(name, LIMITS.labelNameLength, (reason) => problems.add(`${at()} (name)`, reason)),
      cleanText(value, valueLength, (reason) => problems.add(at(), reason)),
    ]);
  }
  return Object.fromEntries(clean); // also of a label that is called `__proto__`
}

function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}
