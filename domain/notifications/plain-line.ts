/** Would end a mail header, move a cursor, or start a line that the sender of an alert has written. */
const BREAKS = /[\p{Cc}\p{Zl}\p{Zp}\s]+/gu;
/** Not to be seen, but they reorder, hide or glue together what is; lone surrogates are no text at all. */
const INVISIBLE =
  /[\p{Bidi_Control}\p{Cs}\p{Noncharacter_Code_Point}\u00AD\u180E\u200B\u2060-\u2064\u206A-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu;

/**
 * `text` as one harmless line of at most `max` UTF-16 units, cut with `…`. Guarantee: no line break, control character,
 * bidirectional override or lone surrogate is left, whatever came in; and a line that was made so stays as it is.
 */
export function plainLine(text: string, max: number): string {
  // Nobody reads a megabyte; a bound before the work keeps the work bounded.
  const line = text
    .slice(0, max * 8)
    .replace(INVISIBLE, '')
    .replace(BREAKS, ' ')
    .trim();
  return line.length <= max ? line : `${cut(line, max - 1).trimEnd()}…`;
}

/** The first `length` units, never half a character. */
function cut(line: string, length: number): string {
  const last = line.charCodeAt(length - 1);
  const isHighSurrogate = last >= 0xd800 && last <= 0xdbff;
  return line.slice(0, isHighSurrogate ? length - 1 : length);
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** For HTML text and for attributes in either kind of quotes. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (found) => ENTITIES[found] ?? found);
