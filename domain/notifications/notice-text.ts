import { webLink } from './harmless-page.js';
import type { Notice } from './notice.model.js';
import { escapeHtml, plainLine } from './plain-line.js';
import type { PushText } from './push-text.js';

const LIMITS = { subject: 200, line: 500, lines: 100 } as const;

/** The notice with every text a single bounded line without controls or overrides, and no link but a web link (else empty). */
export function harmlessNotice(notice: Notice): Notice {
  return {
    ...notice,
    subject: plainLine(notice.subject, LIMITS.subject) || 'a notice without a subject',
    lines: notice.lines.slice(0, LIMITS.lines).map((line) => plainLine(line, LIMITS.line)),
    link: webLink(notice.link),
  };
}

/** For mail: the lines, then the link. */
export const noticeText = ({ lines, link }: Notice): string => `${[...lines, ...(link === '' ? [] : ['', link])].join('\n')}\n`;

/** A mail's HTML part: nothing loaded from anywhere, readable in the dark. */
export function noticeHtml({ subject, lines, link }: Notice): string {
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">',
    `<meta name="color-scheme" content="light dark"><title>${escapeHtml(subject)}</title>`,
    '<style>:root{color-scheme:light dark}body{margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif}p{margin:0 0 8px}</style></head><body>',
    ...lines.map((line) => `<p dir="auto">${escapeHtml(line)}</p>`),
    link === '' ? '' : `<p><a href="${escapeHtml(link)}">${escapeHtml(link)}</a></p>`,
    '</body></html>',
  ].join('');
}

/** What a push channel shows. */
export function noticePush({ subject, lines, urgency }: Notice): PushText {
  const isHigh = urgency === 'HIGH';
  return {
    title: subject,
    message: lines.join('\n').slice(0, 2_000),
    priority: isHigh ? 5 : 3,
    tags: [isHigh ? 'rotating_light' : 'memo'],
  };
}
