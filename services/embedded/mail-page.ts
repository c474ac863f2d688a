import { Eta } from 'eta';
import type { CaughtMail } from './mail-store.js';

const eta = new Eta({ autoEscape: true });

const STYLE = `
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  body { max-width: 60rem; margin: 0 auto; padding: 1rem; }
  .note { border-left: .25rem solid currentColor; padding-left: .75rem; }
  li { margin-block: .5rem; overflow-wrap: anywhere; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; }
`;

const LAYOUT = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title><%= it.title %> · mail catcher</title>
<style><%~ it.style %></style>
</head>
<body>
<p class="note">Evaluation only: these mails were caught on this machine and reached nobody. Set SMTP_URL to send them.</p>
<main>
<h1><%= it.title %></h1>
<%~ it.content %>
</main>
</body>
</html>
`;

const LIST = `
<% if (it.mails.length === 0) { %><p>Nothing was caught yet.</p><% } else { %>
<ol reversed>
<% for (const mail of it.mails) { %>
<li><a href="/mails/<%= mail.id %>"><%= mail.subject %></a><br>to <%= mail.to %>, <time datetime="<%= mail.at %>"><%= mail.at %></time></li>
<% } %>
</ol>
<% } %>`;

const MAIL = `
<p><a href="/">All mails</a> · <a href="/mails/<%= it.mail.id %>/raw">Raw</a><% if (it.mail.html !== null) { %> · <a href="/mails/<%= it.mail.id %>/html">As HTML</a><% } %></p>
<dl><dt>From</dt><dd><%= it.mail.from %></dd><dt>To</dt><dd><%= it.mail.to %></dd><dt>Received</dt><dd><%= it.mail.at %></dd></dl>
<pre><% for (const part of it.parts) { %><% if (part.isLink) { %><a href="<%= part.text %>" rel="noreferrer"><%= part.text %></a><% } else { %><%= part.text %><% } %><% } %></pre>`;

/** The list of caught mails, newest first. */
export function renderMailList(mails: readonly CaughtMail[]): string {
  return page(`Caught mails (${mails.length})`, eta.renderString(LIST, { mails: mails.map(withTime) }));
}

/** One mail as plain text, its links alive. */
export function renderMail(mail: CaughtMail): string {
  return page(mail.subject, eta.renderString(MAIL, { mail: withTime(mail), parts: splitLinks(mail.text) }));
}

export function renderNotFound(): string {
  return page('No such mail', '<p><a href="/">All mails</a></p>');
}

function page(title: string, content: string): string {
  return eta.renderString(LAYOUT, { title, content, style: STYLE });
}

const withTime = (mail: CaughtMail): CaughtMail & { at: string } => ({ ...mail, at: new Date(mail.receivedAt).toISOString() });

/** Splits at http(s) addresses; nothing else of a mail's text ever becomes a link. */
function splitLinks(text: string): readonly { readonly text: string; readonly isLink: boolean }[] {
  return text.split(/(https?:\/\/[^\s<>"')\]]+)/).map((part, index) => ({ text: part, isLink: index % 2 === 1 }));
}
