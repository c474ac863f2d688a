import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { callbackify } from 'node:util';
import { simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { createInbox, type Inbox } from './inbox.js';

const LOOPBACK = '127.0.0.1';

export interface ReceivedMail {
  readonly to: readonly string[];
  readonly from: string;
  readonly subject: string;
  readonly messageId: string;
  readonly references: readonly string[];
  readonly text: string;
  readonly html: string;
  /** Lower-case names, values as sent. */
  readonly headers: Readonly<Record<string, string>>;
  readonly raw: string;
  /** The same for mails that came over one connection. */
  readonly connection: string;
}

export interface MailReceiver extends Inbox<ReceivedMail> {
  /** `smtp://127.0.0.1:PORT` */
  readonly smtpUrl: string;
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** What an SMTP server says to one recipient; undefined accepts. */
export type MailAnswer = (recipient: string) => { readonly code: number; readonly text: string } | undefined;

/** A real SMTP server on loopback that keeps what it gets. */
export async function startMailReceiver(options: { readonly answer?: MailAnswer; readonly port?: number } = {}): Promise<MailReceiver> {
  const inbox = createInbox<ReceivedMail>((mail) => mail.subject);
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    onRcptTo: ({ address }, _session, done) => {
      const answer = options.answer?.(address);
      done(answer === undefined ? null : Object.assign(new Error(answer.text), { responseCode: answer.code }));
    },
    onData: (stream, session, done) => {
      const recipients = session.envelope.rcptTo.map(({ address }) => address);
      const keep = async (): Promise<void> => inbox.push(await mailOf(await readAll(stream), { to: recipients, connection: session.id }));
      callbackify(keep)((error) => done(error));
    },
  } satisfies SMTPServerOptions);
  server.on('error', () => {}); // a client that hangs up in the middle is what some tests are about
  await new Promise<void>((ready) => server.listen(options.port ?? 0, LOOPBACK, ready));
  const { port } = addressOf(server.server.address());
  return { ...inbox, smtpUrl: `smtp://${LOOPBACK}:${port}`, port, close: () => new Promise((closed) => server.close(closed)) };
}

export interface ReceivedRequest {
  readonly method: string;
  /** Path with query. */
  readonly path: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface WebhookReceiver extends Inbox<ReceivedRequest> {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly port: number;
  readonly close: () => Promise<void>;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A real HTTP server on loopback that keeps what it gets. Unless told otherwise it answers 200 with an id, as ntfy does. */
export async function startWebhookReceiver(
  options: { readonly answer?: (request: ReceivedRequest) => HttpAnswer; readonly port?: number } = {},
): Promise<WebhookReceiver> {
  const inbox = createInbox<ReceivedRequest>((request) => `${request.method} ${request.path} ${request.body.slice(0, 200)}`);
  const accept = (): HttpAnswer => ({ status: 200, body: JSON.stringify({ id: `m${inbox.received.length}` }) });
  const server = createServer((incoming, reply) => {
    void readAll(incoming).then(
      (body) => {
        const request = { method: incoming.method ?? '', path: incoming.url ?? '', headers: headersOf(incoming), body };
        inbox.push(request);
        const answer = options.answer?.(request) ?? accept();
        reply.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers }).end(answer.body ?? '');
      },
      () => reply.destroy(),
    );
  });
  const port = await listen(server, options.port ?? 0);
  return { ...inbox, url: `http://${LOOPBACK}:${port}`, port, close: () => closeNow(server) };
}

async function mailOf(raw: string, envelope: Pick<ReceivedMail, 'to' | 'connection'>): Promise<ReceivedMail> {
  const mail = await simpleParser(raw, { skipImageLinks: true });
  const headers = Object.fromEntries(mail.headerLines.map(({ key, line }) => [key, line.slice(line.indexOf(':') + 1).trim()]));
  return {
    ...envelope,
    from: mail.from?.text ?? '',
    subject: mail.subject ?? '',
    messageId: mail.messageId ?? '',
    references: [mail.references ?? []].flat(),
    text: mail.text ?? '',
    html: typeof mail.html === 'string' ? mail.html : '',
    headers,
    raw,
  };
}

async function readAll(stream: AsyncIterable<Buffer | string>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

const headersOf = (request: IncomingMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]));

async function listen(server: Server, wanted: number): Promise<number> {
  await new Promise<void>((ready) => server.listen(wanted, LOOPBACK, ready));
  return addressOf(server.address()).port;
}

function closeNow(server: Server): Promise<void> {
  const closed = new Promise<void>((done) => server.close(() => done()));
  server.closeAllConnections();
  return closed;
}

function addressOf(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new Error('the receiver does not listen on a port');
  return address;
}
