import { mkdirSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Server } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server';
import { messageOf } from '../config/message-of.js';
import { renderMail, renderMailList, renderNotFound } from './mail-page.js';
import { type CaughtMail, MailStore } from './mail-store.js';
import { choosePorts } from './ports.js';

export interface MailCatcherOptions {
  /** A loopback address. */
  readonly host: string;
  /** Without one, that of last time or any free port is used. */
  readonly smtpPort?: number;
  readonly httpPort?: number;
  /** Made when missing; the mails go to `mails/` in it. */
  readonly dataDir: string;
}

export interface MailCatcher {
  readonly smtpUrl: string;
  readonly webUrl: string;
  stop(): Promise<void>;
}

const LARGEST_MAIL_BYTES = 10 * 1024 * 1024;
const MOST_CLIENTS = 50;

/**
 * An SMTP server that delivers to nobody, and a page to read what it caught; for evaluation only.
 * Pages: `/`, `/mails/ID`, `/mails/ID/html`, `/mails/ID/raw`, and for programs `/mails.json` (newest first).
 */
export async function startMailCatcher(options: MailCatcherOptions): Promise<MailCatcher> {
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 });
  const port = await choosePorts({
    file: join(options.dataDir, 'mail-ports.json'),
    names: ['smtp', 'http'],
    requested: { smtp: options.smtpPort ?? 0, http: options.httpPort ?? 0 },
  });
  const store = await MailStore.open(options.dataDir);
  const smtp = smtpServer(store);
  const web = createServer((request, response) => answer(store, request, response));
  await listen(smtp.server, port('smtp'), options.host);
  await listen(web, port('http'), options.host);
  return {
    smtpUrl: `smtp://${options.host}:${port('smtp')}`,
    webUrl: `http://${options.host}:${port('http')}/`,
    stop: async () => {
      web.closeAllConnections();
      await Promise.all([new Promise((done) => web.close(done)), new Promise<void>((done) => smtp.close(done))]);
    },
  };
}

function smtpServer(store: MailStore): SMTPServer {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    allowInsecureAuth: true,
    onAuth: (_auth, _session, done) => done(null, { user: 'anybody' }),
    size: LARGEST_MAIL_BYTES,
    maxClients: MOST_CLIENTS,
    logger: false,
    onData: (stream, _session, respond) => {
      void receive(store, stream).then((refusal) => respond(refusal));
    },
  });
  // A client that goes away in mid-mail is its own problem.
  server.on('error', () => undefined);
  return server;
}

/** Null when the mail is kept, else why it was refused: what SMTP answers with. */
async function receive(store: MailStore, stream: SMTPServerDataStream): Promise<Error | null> {
  try {
    const raw = await buffer(stream);
    if (stream.sizeExceeded) return Object.assign(new Error('the mail is larger than 10 MB'), { responseCode: 552 });
    await store.add(raw);
    return null;
  } catch (error) {
    return new Error(messageOf(error));
  }
}

interface Page {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

const html = (status: number, body: string): Page => ({ status, type: 'text/html; charset=utf-8', body });

function answer(store: MailStore, request: IncomingMessage, response: ServerResponse): void {
  const { status, type, body } = isLoopback(request.headers.host)
    ? pageFor(store, request)
    : { status: 421, type: 'text/plain', body: 'loopback only\n' };
  response.writeHead(status, {
    'content-type': type,
    // Also sandboxes a mail's own HTML: no script, no form, nothing loaded from elsewhere.
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation",
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

function pageFor(store: MailStore, request: IncomingMessage): Page {
  if (request.method !== 'GET' && request.method !== 'HEAD') return { status: 405, type: 'text/plain', body: 'read only\n' };
  const [path = '/'] = (request.url ?? '/').split('?');
  if (path === '/') return html(200, renderMailList(store.list()));
  if (path === '/mails.json') return { status: 200, type: 'application/json', body: JSON.stringify(store.list()) };
  const [, id = '', part = 'text'] = /^\/mails\/([\d-]+)(?:\/(html|raw))?$/.exec(path) ?? [];
  return mailPage(store.find(id), part) ?? html(404, renderNotFound());
}

function mailPage(mail: CaughtMail | undefined, part: string): Page | null {
  if (mail === undefined) return null;
  if (part === 'raw') return { status: 200, type: 'text/plain; charset=utf-8', body: mail.raw };
  if (part === 'text') return html(200, renderMail(mail));
  return mail.html === null ? null : html(200, mail.html);
}

/** A page of another site cannot read mails by pointing its own name at this machine. */
function isLoopback(host: string | undefined): boolean {
  return host !== undefined && /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(host);
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
