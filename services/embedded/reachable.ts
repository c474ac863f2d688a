import { connect } from 'node:net';
import pg from 'pg';
import { messageOf } from '../config/message-of.js';
import { propertyOf, SetupError } from './setup-error.js';

const ANSWER_MS = 5_000;

/** Throws SetupError saying why the PostgreSQL at DATABASE_URL cannot be used. The password is never in the message. */
export async function assertDatabaseAnswers(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: ANSWER_MS });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
  } catch (error) {
    throw new SetupError(
      `DATABASE_URL: PostgreSQL at ${withoutPassword(url)} does not answer: ${reason(error)}`,
      'Correct DATABASE_URL, or unset it: then Tocsin starts a PostgreSQL of its own.',
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Throws SetupError when nothing accepts connections at TEMPORAL_ADDRESS. (Whether it is the right cluster is checked over gRPC later.) */
export async function assertTemporalAnswers(address: string): Promise<void> {
  const [, host, port] = /^(.+):(\d{1,5})$/.exec(address) ?? [];
  const failure = host === undefined ? 'it is not host:port' : await connectionFailure(host, Number(port));
  if (failure === null) return;
  throw new SetupError(
    `TEMPORAL_ADDRESS: no Temporal cluster at ${address}: ${failure}`,
    'Correct TEMPORAL_ADDRESS, or unset it: then Tocsin starts a Temporal server of its own.',
  );
}

function connectionFailure(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect({ host: host.replace(/^\[(.*)\]$/, '$1'), port, timeout: ANSWER_MS });
    const answer = (failure: string | null): void => {
      socket.destroy();
      resolve(failure);
    };
    socket.once('connect', () => answer(null));
    socket.once('timeout', () => answer(`no answer within ${ANSWER_MS / 1_000} s`));
    socket.once('error', (error) => answer(reason(error)));
  });
}

function withoutPassword(text: string): string {
  if (!URL.canParse(text)) return 'an address that is not a URL';
  const url = new URL(text);
  return `${url.host}${url.pathname}`;
}

/** A connection that failed over IPv6 and IPv4 is an AggregateError with an empty message. */
function reason(error: unknown): string {
  const causes = propertyOf(error, 'errors');
  return Array.isArray(causes) ? causes.map(messageOf).join('; ') : messageOf(error);
}
