import { plainLine } from '../notifications/plain-line.js';

/** Whatever means something within a line of Markdown or of HTML in it. */
const MEANING = /[\\`*_{}[\]()<>#|~&!@^$=]/g;
/** Would make a link of a bare address. */
const SCHEME = /:\/\//g;
const WORLD_WIDE_WEB = /\bwww\./gi;
/** Would begin a list or a heading where a line begins. */
const BEGINS = /^(?:[-+]|\d{1,9}(?=[.)]))/;

/**
 * Somebody else's text as one line of Markdown that says just this: no markup, no HTML, no link, no cell of a table, whatever came in;
 * at most `max` UTF-16 units of it.
 */
export function markdownText(text: string, max: number): string {
  return plainLine(text, max)
    .replace(MEANING, (character) => `\\${character}`)
    .replace(SCHEME, '\\://')
    .replace(WORLD_WIDE_WEB, (found) => `${found.slice(0, -1)}\\.`)
    .replace(BEGINS, (found) => (/\d/.test(found) ? `${found}\\` : `\\${found}`));
}
