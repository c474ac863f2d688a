import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { monotonicMs } from '../../config/clock.js';

/** One page as it arrived at its channel. */
export interface Received {
  /** A mail address, or an ntfy topic. */
  readonly to: string;
  readonly channel: 'email' | 'ntfy';
  readonly title: string;
  /** What the page says. */
  readonly text: string;
  /** Milliseconds of this process's monotonic clock. */
  readonly receivedAt: number;
}

export interface Receivers {
  readonly smtpUrl: string;
  /** A GET shows what has been received, newest first, as plain text. */
  readonly ntfyUrl: string;
  readonly received: readonly Received[];
  /** Waits for a page that fits, among those that came and that come. Throws after `ms`. */
  until(fits: (page: Received) => boolean, what: string, ms: number): Promise<Received>;
  close(): Promise<void>;
}

const LOOPBACK = '127.0.0.1';
const POLL_MS = 5;

/** A mail server and an ntfy server on loopback that keep what they get. */
export async function startReceivers(): Promise<Receivers> {
  const received: Received[] = [];
  const smtp = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    onData: (stream, session, done) => {
      const to = session.envelope.rcptTo.map((one) => one.address).join(', ');
      void keep(received, take(stream, to), done);
    },
  });
  const ntfy = createServer((request, response) => {
    if (request.method === 'GET') {
      response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end(received.toReversed().map(inWords).join('\n'));
      return;
    }
    void push(request).then((page) => {
      received.push(page);
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ id: `demo${received.length}`, event: 'message' }));
    });
  });
  await new Promise<void>((ready) => smtp.listen(0, LOOPBACK, ready));
  await new Promise<void>((ready) => ntfy.listen(0, LOOPBACK, ready));
  return {
    smtpUrl: `smtp://${LOOPBACK}:${portOf(smtp.server.address())}`,
    ntfyUrl: `http://${LOOPBACK}:${portOf(ntfy.address())}`,
    received,
    until: (fits, what, ms) => untilReceived(received, fits, { what, ms }),
    close: async () => {
      ntfy.closeAllConnections();
      await Promise.all([new Promise((closed) => ntfy.close(closed)), new Promise<void>((closed) => smtp.close(closed))]);
    },
  };
}

/** Keeps a mail once it is read, and tells the sender either way. */
async function keep(received: Received[], reading: Promise<Received>, done: (error?: Error) => void): Promise<void> {
  try {
    received.push(await reading);
    done();
  } catch (error) {
    done(error instanceof Error ? error : new Error('the mail could not be read'));
  }
}

async function take(mail: Readable, to: string): Promise<Received> {
  const { subject, text: body } = await simpleParser(mail);
  return { to, channel: 'email', title: subject ?? '', text: body ?? '', receivedAt: monotonicMs() };
}

async function push(request: IncomingMessage): Promise<Received> {
  const said: unknown = JSON.parse(await text(request));
  const { topic, title, message } = said as { readonly topic?: string; readonly title?: string; readonly message?: string };
  return { to: topic ?? '', channel: 'ntfy', title: title ?? '', text: message ?? '', receivedAt: monotonicMs() };
}

const inWords = ({ to, channel, title, text: said }: Received): string => `${channel} to ${to}\n${title}\n\n${said}\n${'-'.repeat(72)}\n`;

interface Wait {
  readonly what: string;
  readonly ms: number;
}

async function untilReceived(received: readonly Received[], fits: (page: Received) => boolean, { what, ms }: Wait): Promise<Received> {
  const until = monotonicMs() + ms;
  for (;;) {
    const found = received.find(fits);
    if (found !== undefined) return found;
    if (monotonicMs() > until) throw new Error(`not seen within ${ms} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

function portOf(address: AddressInfo | string | null): number {
  if (typeof address !== 'object' || address === null) throw new Error('a receiver does not listen');
  return address.port;
}
