import { escapeHtml } from '../../../domain/notifications/plain-line.js';
import { latest, type PublicIncident, type PublicPost } from './public-incident.model.js';
import type { StatusBoard } from './status-board.js';
import { PHASE_WORDS, publicLines, publicTitle, utc } from './status-words.js';

const ENTRIES = 25;
const UPDATES = 20;

/** RFC 4287: an entry per incident, whose content is its updates. `url`: where the public finds us, without a slash at the end. */
export function statusFeed({ name, ongoing, past, updatedAt }: StatusBoard, url: string): string {
  const incidents = [...ongoing, ...past].toSorted((a, b) => latest(b).at - latest(a).at).slice(0, ENTRIES);
  const page = escapeHtml(`${url}/status`);
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    `<id>${page}</id><title>${escapeHtml(name)}</title><updated>${iso(updatedAt ?? 0)}</updated>`,
    `<link rel="alternate" type="text/html" href="${page}"/><link rel="self" type="application/atom+xml" href="${page}/feed.atom"/>`,
    `<author><name>${escapeHtml(name)}</name></author>`,
    ...incidents.map((incident) => entry(incident, page)),
    '</feed>\n',
  ].join('\n');
}

function entry(incident: PublicIncident, page: string): string {
  const link = `${page}/incidents/${escapeHtml(incident.key)}`;
  const updates = incident.posts.slice(0, UPDATES).map(update).join('');
  const first = incident.posts.at(-1) ?? latest(incident);
  return `<entry><id>${link}</id><title>${escapeHtml(publicTitle(latest(incident)))}</title><published>${iso(first.at)}</published>
<updated>${iso(latest(incident).at)}</updated><link rel="alternate" type="text/html" href="${link}"/>
<content type="html">${escapeHtml(updates)}</content></entry>`;
}

const update = ({ phase, text, at }: PublicPost): string =>
  `<p><small>${utc(at)}</small><br><strong>${PHASE_WORDS[phase]}</strong> - ${publicLines(text).map(escapeHtml).join('<br>')}</p>`;

const iso = (at: number): string => new Date(at).toISOString();
