/** JavaScript and JSON have both in a text; PostgreSQL's text and jsonb hold neither. */
const NUL = String.fromCharCode(0);
const SUSPECT = new RegExp(`[${NUL}\\ud800-\\udfff]`);
/** With `u` a whole pair is one character, so that only halves are met. */
const UNSTORABLE = new RegExp(`[${NUL}\\p{Surrogate}]`, 'gu');

/** A quick look: false says that all of `text` can be stored; true may be a whole pair. */
export const isSuspect = (text: string): boolean => SUSPECT.test(text);

/** What of `text` no database can hold, in words; undefined: nothing. */
export function unstorableIn(text: string): string | undefined {
  if (!isSuspect(text) || text.search(UNSTORABLE) === -1) return undefined;
  return text.includes(NUL) ? 'a NUL character' : 'half of a character (a lone surrogate)';
}

/** `text` without what no database can hold. */
export const storableText = (text: string): string => (isSuspect(text) ? text.replace(UNSTORABLE, '') : text);

export interface Unstorable {
  /** The innermost name. */
  readonly field: string;
  readonly what: string;
}

/** The first text anywhere in `value` that no database can hold; undefined: there is none. `name`: what `value` is called. */
export function findUnstorable(name: string, value: unknown): Unstorable | undefined {
  if (typeof value === 'string') {
    const what = unstorableIn(value);
    return what === undefined ? undefined : { field: name, what };
  }
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [inner, one] of Object.entries(value)) {
    const found = findUnstorable(Array.isArray(value) ? name : inner, one);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `value` with every text in it storable. The same object where nothing has to change. */
export function storable<T>(value: T): T {
  return findUnstorable('', value) === undefined ? value : (cleaned(value) as T);
}

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(cleaned);
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, cleaned(one)]));
}
