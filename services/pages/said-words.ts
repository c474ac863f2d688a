import type { Actor } from '../../domain/incidents/incident.model.js';
import { type Content, type Html, html, when } from './html.js';
import type { PageNames } from './page-names.js';
import type { PageTimes } from './page-times.js';
import { line, SHOWN } from './shown-text.js';

export interface Wording {
  readonly names: PageNames;
  readonly times: PageTimes;
}

/** Who did something, and how we know. */
export const who = (by: Actor | null, { names }: Wording): Content =>
  by === null ? 'Tocsin' : [line(names.person(by.person), SHOWN.name), viaWords(by)];

function viaWords(by: Actor): Content {
  if (by.tool !== undefined) return html` (by ${line(by.tool, SHOWN.label)})`;
  return by.verified ? when(by.via === 'LINK', ' (by link)') : ' (unverified)';
}

export const said = (text: string | null): Content => (text === null || text === '' ? null : html`<q>${line(text, SHOWN.text)}</q>`);
export const reasoned = (text: string | null): Content => (text === null || text === '' ? null : html`: ${said(text)}`);
export const person = (id: string, { names }: Wording): Html => line(names.person(id), SHOWN.name);
export const people = (ids: readonly string[], wording: Wording): Content =>
  ids.slice(0, 8).map((id, i) => [i > 0 && ', ', person(id, wording)]);
