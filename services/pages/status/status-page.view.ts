import { type Content, type Html, html, verbatim, when } from '../html.js';
import { latest, type PublicIncident, type PublicPost } from './public-incident.model.js';
import type { StatusBoard } from './status-board.js';
import { STATUS_STYLESHEET } from './status-stylesheet.js';
import { INDICATOR_WORDS, PHASE_WORDS, publicLines, publicTitle, STATE_WORDS, utc } from './status-words.js';

/** More of one page than this is a link away: it stays small enough for a phone on a bad line. */
const SHOWN = { ongoing: 8, updates: 3, past: 10 } as const;

const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Ccircle cx='8' cy='8' r='6' fill='%231a6b3c'/%3E%3C/svg%3E";

/** The page at `/status`: what is wrong now, each component, what was wrong lately. `base`: before every path of ours. */
export function statusPage(board: StatusBoard, base: string): string {
  const { ongoing, components, past, indicator } = board;
  return documentOf(board, base, [
    html`<p class="overall ${indicator}">${INDICATOR_WORDS[indicator]}</p>`,
    when(ongoing.length > 0, html`<h2>Going on now</h2>${ongoing.slice(0, SHOWN.ongoing).map((one) => incidentCard(one, base))}`),
    when(ongoing.length > SHOWN.ongoing, html`<p class="soft">And ${ongoing.length - SHOWN.ongoing} more.</p>`),
    html`<h2>Components</h2>${componentList(board)}`,
    when(components.length === 0, html`<p class="soft">No component is listed.</p>`),
    html`<h2>Past incidents</h2>${pastList(past.slice(0, SHOWN.past), base)}`,
  ]);
}

/** The page of one incident: every update, newest first. */
export function statusIncidentPage(board: Pick<StatusBoard, 'name'>, incident: PublicIncident, base: string): string {
  const { title } = latest(incident);
  return documentOf({ name: board.name, title }, base, [
    html`<h2>${publicTitle(latest(incident))}</h2>`,
    html`<div class="card">${affected(incident)}<ol class="updates">${incident.posts.map(update)}</ol></div>`,
    html`<p><a href="${base}/status">How everything is now</a></p>`,
  ]);
}

export const statusNotFoundPage = (board: Pick<StatusBoard, 'name'>, base: string): string =>
  documentOf(board, base, html`<h2>Nothing here</h2><p><a href="${base}/status">How everything is now</a></p>`);

function componentList({ components }: StatusBoard): Html {
  return html`<ul class="card list">${components.map(
    ({ name, description, state }) =>
      html`<li class="row"><span><b>${name}</b>${description && html`<span class="soft">${description}</span>`}</span><span class="state ${state}">${STATE_WORDS[state]}</span></li>`,
  )}</ul>`;
}

function incidentCard(incident: PublicIncident, base: string): Html {
  const more = incident.posts.length - SHOWN.updates;
  return html`<article class="card"><h3><a href="${base}/status/incidents/${incident.key}">${publicTitle(latest(incident))}</a></h3>
    ${affected(incident)}<ol class="updates">${incident.posts.slice(0, SHOWN.updates).map(update)}</ol>
    ${when(more > 0, html`<p><a href="${base}/status/incidents/${incident.key}">${more} earlier ${more === 1 ? 'update' : 'updates'}</a></p>`)}</article>`;
}

const affected = (incident: PublicIncident): Html =>
  html`<span class="soft">${latest(incident)
    .components.map(({ name }) => name)
    .join(', ')}</span>`;

const update = ({ phase, text, at }: PublicPost): Html =>
  html`<li><p><b>${PHASE_WORDS[phase]}</b>: ${publicLines(text).map((line, index) => [index > 0 && html`<br>`, line])}</p><span class="soft">${moment(at)}</span></li>`;

const moment = (at: number): Html => html`<time datetime="${new Date(at).toISOString()}">${utc(at)}</time>`;

function pastList(past: readonly PublicIncident[], base: string): Content {
  if (past.length === 0) return html`<p class="soft">None.</p>`;
  return html`<ul class="card list">${past.map(
    (incident) =>
      html`<li class="row"><a href="${base}/status/incidents/${incident.key}">${publicTitle(latest(incident))}</a><span class="soft">Resolved ${moment(latest(incident).at)}</span></li>`,
  )}</ul>`;
}

function documentOf({ name, title }: { readonly name: string; readonly title?: string }, base: string, main: Content): string {
  return html`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
    <meta name="color-scheme" content="light dark"><title>${title && `${title} · `}${name}</title><link rel="icon" href="${verbatim(ICON)}">
    <link rel="alternate" type="application/atom+xml" title="${name}" href="${base}/status/feed.atom"><style>${verbatim(STATUS_STYLESHEET)}</style></head>
    <body><header><h1><a href="${base}/status">${name}</a></h1></header><main>${main}</main>
    <footer><a href="${base}/status/feed.atom">Atom feed</a><a href="${base}/status/api/v2/summary.json">JSON</a></footer></body></html>`
    .text;
}
