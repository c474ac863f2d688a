import { plainLine } from '../../domain/notifications/plain-line.js';
import { type Html, html } from './html.js';

/** Most UTF-16 units of each text on a page: readable at 390 px, and small enough for the page's budget. */
export const SHOWN = { title: 160, summary: 220, name: 60, text: 280, label: 40 } as const;

/** One line of somebody else's text: no controls, no overrides, and isolated so that right-to-left text reorders nothing of ours. */
export const line = (text: string, max: number): Html => html`<bdi>${plainLine(text, max)}</bdi>`;

/** As `line`, where there can be no markup: in an option, a title. */
export const plainOf = (text: string, max: number): string => plainLine(text, max);

/** A link only to the web, never `javascript:` or a host hidden behind credentials; null: show the text instead. */
export function webUrl(url: string | null | undefined): string | null {
  if (!url || url.length > 500 || !/^https?:\/\/[\x21-\x7e]+$/i.test(url) || !URL.canParse(url)) return null;
  const { username, password } = new URL(url);
  return username === '' && password === '' ? url : null;
}

/** Leaves our origin without telling where from. */
export function outLink(title: string, url: string | null | undefined): Html | null {
  const safe = webUrl(url);
  return safe === null ? null : html`<a href="${safe}" rel="noreferrer noopener">${plainLine(title, SHOWN.label)}</a>`;
}

/** `Statuses_LIKE_THIS` in words: `Statuses like this`. */
export const inWords = (constant: string): string => {
  const words = constant.toLowerCase().replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};
