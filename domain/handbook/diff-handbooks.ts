import { canonicalJson } from '../audit/canonical-json.js';
import { type Described, describeHandbook } from './describe-handbook.js';
import type { Handbook } from './handbook.model.js';

/** One field that is otherwise. Of an address that works like a secret only that it changed: its words are null. */
export interface FieldChange {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
  /** `added`, `removed` or `changed`. */
  readonly how: 'added' | 'removed' | 'changed';
}

/** One part of a handbook that is new, gone, or otherwise than before. */
export interface Change {
  readonly kind: 'added' | 'changed' | 'removed';
  /** For example `person eve`. */
  readonly part: string;
  /** Of something changed: its fields; of something new: the first things to know of it; of something gone: nothing. */
  readonly fields: readonly FieldChange[];
}

/** What changes from one handbook to the next, in the order of the file; what is gone comes last. `before: null` is no handbook at all. */
export function changesBetween(before: Handbook | null, after: Handbook): readonly Change[] {
  const [old, now] = [before ? byTitle(before) : new Map<string, Described>(), byTitle(after)];
  const found: Change[] = [];
  for (const described of describeHandbook(after)) {
    const earlier = old.get(described.title);
    const fields = earlier ? changedFields(earlier, now.get(described.title) ?? described) : headline(described);
    if (!earlier || fields.length > 0) found.push({ kind: earlier ? 'changed' : 'added', part: described.title, fields });
    old.delete(described.title);
  }
  return [...found, ...[...old.keys()].map((part): Change => ({ kind: 'removed', part, fields: [] }))];
}

/** In one order of keys: a handbook that was stored may have come back in another. */
function byTitle(handbook: Handbook): Map<string, Described> {
  const ordered = JSON.parse(canonicalJson(handbook)) as Handbook;
  return new Map(describeHandbook(ordered).map((described) => [described.title, described]));
}

/**
 * The same, a line each: `+ person eve`, `- person dan`, `~ severity SEV1: respond within "15 minutes" → "10 minutes"`.
 * Addresses that work like a secret are not shown.
 */
export const diffHandbooks = (before: Handbook | null, after: Handbook): readonly string[] =>
  changesBetween(before, after).flatMap(changeLines);

export function changeLines({ kind, part, fields }: Change): readonly string[] {
  if (kind === 'removed') return [`- ${part}`];
  if (kind === 'changed') return fields.map((field) => `~ ${part}: ${fieldWords(field)}`);
  return [`+ ${part}${fields.length === 0 ? '' : ` (${fields.map(({ field, after }) => `${field}: ${after ?? ''}`).join('; ')})`}`];
}

/** `respond within "15 minutes" → "10 minutes"` */
export const fieldWords = ({ field, before, after, how }: FieldChange): string =>
  `${field} ${before === null || after === null ? how : `${quoted(before)} → ${quoted(after)}`}`;

const quoted = (text: string): string => (text === '' ? 'nothing' : `"${text}"`);

function changedFields(before: Described, after: Described): readonly FieldChange[] {
  const names = [...new Set([...Object.keys(before.fields), ...Object.keys(after.fields)])];
  return names.flatMap((field): FieldChange[] => {
    const [was, is] = [before.fields[field] ?? '', after.fields[field] ?? ''];
    if (was === is) return [];
    const how = was === '' ? 'added' : is === '' ? 'removed' : 'changed';
    const isHidden = before.secret.includes(field) || after.secret.includes(field);
    return [{ field, how, before: isHidden ? null : was, after: isHidden ? null : is }];
  });
}

/** The first things to know of something new. */
function headline({ fields, secret }: Described): readonly FieldChange[] {
  return Object.entries(fields)
    .filter(([name, value]) => value !== '' && !secret.includes(name))
    .slice(0, 3)
    .map(([field, value]) => ({ field, how: 'added', before: '', after: value }));
}
