import { lookup } from 'node:dns/promises';
import type { IncomingMessage, RequestOptions } from 'node:http';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { err, ok, type Result } from '../../../domain/result.js';
import { type AddressPolicy, isAllowed } from './address-policy.js';

/** No reply is waited for longer, whatever a caller asks. */
const MAX_TIMEOUT_MS = 10_000;
/** More of a reply is not read, unless an adapter needs more; what the status says still holds. */
const REPLY_BYTES = 64 * 1_024;
/** No adapter needs more. */
const MAX_REPLY_BYTES = 4 * 1_024 * 1_024;

export interface OutboundRequest {
  /** `POST` where none is given. */
  readonly method?: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface OutboundReply {
  readonly status: number;
  /** Lower-case names; of the values that come several times, as Node joins them. */
  readonly headers: Readonly<Record<string, string>>;
  /** For the adapter alone, to find an id in: never shown, never logged. Cut where the reply was longer or slower than allowed. */
  readonly body: string;
  /** Whether the body is all that the other side wanted to say. */
  readonly isWhole: boolean;
}

/** `REFUSED`: we would not send there, and never shall. The others may pass by trying again. */
export interface OutboundFailure {
  readonly kind: 'REFUSED' | 'TIMEOUT' | 'NETWORK';
  readonly reason: string;
}

/** Every address of a host name. Throws when there is none. */
export type Resolve = (host: string) => Promise<readonly string[]>;

export interface OutboundSettings {
  readonly policy: AddressPolicy;
  /** From the first look-up to the last byte; at most 10 s. */
  readonly timeoutMs: number;
  /** How much of a reply is read; 64 KB where none is given, at most 4 MB. */
  readonly replyBytes?: number;
  readonly resolve?: Resolve;
}

export type PostOutbound = (request: OutboundRequest) => Promise<Result<OutboundReply, OutboundFailure>>;

/**
 * Sends to addresses that other people chose. Guarantees: http(s) only, no credentials in the URL, every resolved address is
 * checked and the connection goes to a checked one (the name is resolved once, so it cannot point elsewhere a moment later);
 * redirects are answers, not followed; bounded time and size. Never throws.
 */
export function createOutbound(settings: OutboundSettings): PostOutbound {
  const resolve = settings.resolve ?? resolveByDns;
  const timeoutMs = Math.min(settings.timeoutMs, MAX_TIMEOUT_MS);
  const replyBytes = Math.min(settings.replyBytes ?? REPLY_BYTES, MAX_REPLY_BYTES);

  return async (request) => {
    const url = webUrl(request.url);
    if (url === undefined) return refused('only http(s) URLs without credentials are sent to');
    const deadline = AbortSignal.timeout(timeoutMs);
    const target = await checkedAddresses(hostOf(url), { resolve, policy: settings.policy, deadline });
    if (!target.ok) return target;
    // Node refuses header values with control characters by throwing, before anything is sent.
    return send(url, request, { addresses: target.value, deadline, replyBytes }).catch(() =>
      refused('the request cannot be put into HTTP'),
    );
  };
}

async function checkedAddresses(
  host: string,
  how: { readonly resolve: Resolve; readonly policy: AddressPolicy; readonly deadline: AbortSignal },
): Promise<Result<readonly string[], OutboundFailure>> {
  try {
    const addresses = isIP(host) === 0 ? await Promise.race([how.resolve(host), rejection(how.deadline)]) : [host];
    if (addresses.length === 0) return err({ kind: 'NETWORK', reason: `${host} has no address` });
    // One bad address among good ones is enough: which of them would be taken is not ours to say.
    if (addresses.every((address) => isAllowed(address, how.policy))) return ok(addresses);
    return refused(`${host} leads to an address that nothing is sent to (local, private or reserved)`);
  } catch (error) {
    return failed(error, how.deadline);
  }
}

function send(
  url: URL,
  request: OutboundRequest,
  to: { readonly addresses: readonly string[]; readonly deadline: AbortSignal; readonly replyBytes: number },
): Promise<Result<OutboundReply, OutboundFailure>> {
  const options: RequestOptions = {
    method: request.method ?? 'POST',
    agent: false, // a kept connection would have been checked for another request
    lookup: onlyTo(to.addresses),
    signal: to.deadline,
    headers: { ...request.headers, 'content-length': Buffer.byteLength(request.body), connection: 'close' },
  };
  return new Promise((settle) => {
    const speak = url.protocol === 'https:' ? httpsRequest : httpRequest;
    let answered = false;
    const sent = speak(url, options, (reply) => {
      answered = true; // from here on the status stands, whatever becomes of the connection
      const head = { status: reply.statusCode ?? 0, headers: headersOf(reply) };
      void readReply(reply, to.replyBytes).then((read) => settle(ok({ ...head, ...read })));
    });
    const lost = (error?: unknown): void => {
      if (!answered) settle(failed(error, to.deadline));
    };
    sent.on('error', lost).on('close', lost).end(request.body);
  });
}

/** What came until the cap, the deadline or a broken connection: the status has been said, so the request was answered. */
async function readReply(reply: IncomingMessage, atMost: number): Promise<Pick<OutboundReply, 'body' | 'isWhole'>> {
  const chunks: Buffer[] = [];
  let size = 0;
  let isWhole = true;
  try {
    for await (const chunk of reply as AsyncIterable<Buffer>) {
      chunks.push(chunk.subarray(0, atMost - size));
      size += chunk.length;
      isWhole = size < atMost;
      if (!isWhole) break; // leaving the loop destroys the connection
    }
  } catch {
    isWhole = false;
    reply.destroy(); // cut short: the part that came is all there is
  }
  return { body: Buffer.concat(chunks).toString('utf8'), isWhole: isWhole && reply.complete };
}

const headersOf = (reply: IncomingMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(reply.headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]));

/** The connection's look-up answers what was checked, and asks nobody again. */
function onlyTo(addresses: readonly string[]): LookupFunction {
  const found = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_host, options, done) => {
    const [first] = found;
    if (options.all) done(null, found);
    else if (first) done(null, first.address, first.family);
  };
}

const resolveByDns: Resolve = async (host) => (await lookup(host, { all: true })).map((found) => found.address);

function webUrl(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const isWeb = url.protocol === 'http:' || url.protocol === 'https:';
  return isWeb && url.username === '' && url.password === '' ? url : undefined;
}

/** The parser has already turned `0x7f.1`, `2130706433` and `0177.1` into `127.0.0.1`; IPv6 stands in brackets. */
const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '');

const rejection = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));

const refused = (reason: string): { readonly ok: false; readonly error: OutboundFailure } => err({ kind: 'REFUSED', reason });

function failed(error: unknown, deadline: AbortSignal): { readonly ok: false; readonly error: OutboundFailure } {
  if (deadline.aborted) return err({ kind: 'TIMEOUT', reason: 'no answer in time' });
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return err({ kind: 'NETWORK', reason: `the connection failed (${code})` });
}
