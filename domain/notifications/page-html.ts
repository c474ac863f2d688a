import type { PageLines } from './page-text.js';
import { escapeHtml } from './plain-line.js';

const STYLE = [
  ':root{color-scheme:light dark}',
  'body{margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif;color:#1a1a1a;background:#fff}',
  'h1{margin:0 0 16px;font-size:20px;line-height:1.3}',
  'p{margin:0 0 8px}',
  '.go{display:inline-block;margin:8px 0 24px;padding:12px 20px;border-radius:8px;background:#b42318;color:#fff;font-weight:600;text-decoration:none}',
  '.quiet{color:#595959;font-size:14px}',
  '@media(prefers-color-scheme:dark){body{color:#f2f2f2;background:#161616}.quiet{color:#b8b8b8}}',
].join('');

/**
 * A mail's HTML part: under 8 KB, nothing loaded from anywhere, readable in the dark. Its one button opens the incident page
 * and changes nothing, since mail scanners open every link. `dir="auto"` keeps right-to-left text from reordering ours.
 */
export function htmlBodyOf(lines: PageLines): string {
  const line = (text: string): string => (text === '' ? '' : `<p dir="auto">${escapeHtml(text)}</p>`);
  const button = lines.link === '' ? '' : `<a class="go" href="${escapeHtml(lines.link)}">Open and acknowledge</a>`;
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">',
    `<meta name="color-scheme" content="light dark"><title>${escapeHtml(lines.subject)}</title><style>${STYLE}</style></head><body>`,
    `<h1 dir="auto">${escapeHtml(lines.what)}</h1>`,
    button,
    line(lines.test),
    line(lines.next),
    line(`Since ${lines.since}`),
    line(lines.why),
    `<p class="quiet" dir="auto">${escapeHtml(lines.subject)}</p></body></html>`,
  ].join('');
}
