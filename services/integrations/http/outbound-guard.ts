import { lookup } from 'node:dns/promises';
import type { IncomingMessage, RequestOptions } from 'node:http';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { err, ok, type Result } from '../../../domain/result.js';
import { type AddressPolicy, isAllowed } from './address-policy.js';

/** No reply is waited for longer, whatever a caller asks. */
const MAX_TIMEOUT_MS = 10_000;
/** More of a reply is not read; what the status says still holds. */
const MAX_REPLY_BYTES = 64 * 1_024;

export interface OutboundRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface OutboundReply {
  readonly status: number;
  /** For the adapter alone, to find an id in: never shown, never logged. At most 64 KB, cut where the reply was longer or slower. */
  readonly body: string;
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
  readonly resolve?: Resolve;
}

export type PostOutbound = (request: OutboundRequest) => Promise<Result<OutboundReply, OutboundFailure>>;

/**
 * POSTs to addresses that other people chose. Guarantees: http(s) only, no credentials in the URL, every resolved address is
 * checked and the connection goes to a checked one (the name is resolved once, so it cannot point elsewhere a moment later);
 * redirects are answers, not followed; bounded time and size. Never throws.
 */
export function createOutbound(settings: OutboundSettings): PostOutbound {
  const resolve = settings.resolve ?? resolveByDns;
  const timeoutMs = Math.min(settings.timeoutMs, MAX_TIMEOUT_MS);

  return async (request) => {
    const url = webUrl(request.url);
    if (url === undefined) return refused('only http(s) URLs without credentials can be paged');
    const deadline = AbortSignal.timeout(timeoutMs);
    const target = await checkedAddresses(hostOf(url), { resolve, policy: settings.policy, deadline });
    if (!target.ok) return target;
    // Node refuses header values with control characters by throwing, before anything is sent.
    return post(url, request, { addresses: target.value, deadline }).catch(() => refused('the request cannot be put into HTTP'));
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
    return refused(`${host} leads to an address that pages are not sent to (local, private or reserved)`);
  } catch (error) {
    return failed(error, how.deadline);
  }
}

function post(
  url: URL,
  request: OutboundRequest,
  to: { readonly addresses: readonly string[]; readonly deadline: AbortSignal },
): Promise<Result<OutboundReply, OutboundFailure>> {
  const options: RequestOptions = {
    method: 'POST',
    agent: false, // a kept connection would have been checked for another request
    lookup: onlyTo(to.addresses),
    signal: to.deadline,
    headers: { ...request.headers, 'content-length': Buffer.byteLength(request.body), connection: 'close' },
  };
  return new Promise((settle) => {
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    let answered = false;
    const sent = send(url, options, (reply) => {
      answered = true; // from here on the status stands, whatever becomes of the connection
      void readReply(reply).then((body) => settle(ok({ status: reply.statusCode ?? 0, body })));
    });
    const lost = (error?: unknown): void => {
      if (!answered) settle(failed(error, to.deadline));
    };
    sent.on('error', lost).on('close', lost).end(request.body);
  });
}

/** What came until the cap, the deadline or a broken connection: the status has been said, so the request was answered. */
async function readReply(reply: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of reply as AsyncIterable<Buffer>) {
      chunks.push(chunk.subarray(0, MAX_REPLY_BYTES - size));
      size += chunk.length;
      if (size >= MAX_REPLY_BYTES) break; // leaving the loop destroys the connection
    }
  } catch {
    reply.destroy(); // cut short: the part that came is all there is
  }
  return Buffer.concat(chunks).toString('utf8');
}

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
