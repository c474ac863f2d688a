import { plainLine } from '../../domain/notifications/plain-line.js';
import { type Content, html, verbatim, when } from './html.js';
import { STYLESHEET } from './stylesheet.js';

/** A bell, drawn by us: no request for an icon. */
const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath fill='%23b3261e' d='M8 1a5 5 0 0 0-5 5v4l-1 2h12l-1-2V6a5 5 0 0 0-5-5zM6 13a2 2 0 0 0 4 0z'/%3E%3C/svg%3E";

export interface Document {
  /** Hostile or not: it becomes one line of text. */
  readonly title: string;
  readonly base: string;
  readonly signedInAs: { readonly name: string; readonly formKey: string } | null;
  readonly main: Content;
  readonly footer?: Content;
}

/** A whole page: no script, nothing from elsewhere, readable without style. */
export function documentOf({ title, base, signedInAs, main, footer }: Document): string {
  const page = html`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
    <meta name="color-scheme" content="light dark"><title>${plainLine(title, 120)}</title><link rel="icon" href="${verbatim(ICON)}"><style>${verbatim(STYLESHEET)}</style></head>
    <body>
      <header>
        ${signedInAs === null ? html`<span><b>Tocsin</b></span>` : html`<a href="${base}/incidents">Tocsin · Incidents</a>`}
        ${signedInAs && html`<form method="post" action="${base}/sign-out"><input type="hidden" name="formKey" value="${signedInAs.formKey}"><span>${plainLine(signedInAs.name, 40)}</span><button>Sign out</button></form>`}
      </header>
      <main>${main}</main>
      ${when(footer, html`<footer>${footer}</footer>`)}
    </body></html>`;
  return page.text;
}
