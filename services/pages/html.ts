import { escapeHtml } from '../../domain/notifications/plain-line.js';

/** Markup that only `html` and `verbatim` make; everything else is text and is escaped where it is placed. */
class Markup {
  constructor(readonly text: string) {}
}
export type Html = Markup;

export type Content = Html | string | number | null | undefined | false | readonly Content[];

/** Static parts by template, without the indentation of their source. */
const compiled = new WeakMap<TemplateStringsArray, readonly string[]>();

/**
 * HTML by template, safe by construction: every value is escaped for text and for quoted attributes unless it is markup itself;
 * lists are joined; `null`, `undefined` and `false` are nothing. A line break and the indentation after it in the template are
 * no content. Throws for a value in an unquoted attribute, which no escaping makes safe.
 */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Html {
  const parts = partsOf(strings);
  return new Markup(parts.map((part, i) => (i < values.length ? part + textOf(values[i]) : part)).join(''));
}

/** Our own constant text, as it stands. Never for anything that came in. */
export const verbatim = (text: string): Html => new Markup(text);

export const nothing: Html = new Markup('');

/** `attribute` only where it holds. */
export const when = (holds: unknown, content: Content): Content => (holds ? content : nothing);

function partsOf(strings: TemplateStringsArray): readonly string[] {
  const known = compiled.get(strings);
  if (known !== undefined) return known;
  const parts = strings.map((part) => part.replace(/\n\s*/g, ''));
  if (parts.slice(0, -1).some((part) => part.endsWith('='))) throw new Error(`an attribute without quotes: ${parts.join('${…}')}`);
  compiled.set(strings, parts);
  return parts;
}

function textOf(value: Content): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Markup) return value.text;
  if (typeof value === 'string') return escapeHtml(value);
  if (typeof value === 'number') return String(value);
  return value.map(textOf).join('');
}
