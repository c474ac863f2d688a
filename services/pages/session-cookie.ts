import { createHash, timingSafeEqual } from 'node:crypto';
import type { Instant } from '../../domain/instant.js';
import type { WebRequest } from './web.js';

export const SESSION_COOKIE = 'tocsin_session';

/** The session a browser carries; empty: none. */
export function sessionIn(request: WebRequest): string {
  const cookies = (request.headers['cookie'] ?? '').split(';').map((cookie) => cookie.trim());
  const found = cookies.find((cookie) => cookie.startsWith(`${SESSION_COOKIE}=`));
  return found?.slice(SESSION_COOKIE.length + 1) ?? '';
}

interface CookieScope {
  readonly base: string;
  readonly publicUrl: string;
}

/** Out of reach of scripts and of other sites' requests; `Lax`, so that a link in a chat opens signed in. */
const attributes = ({ base, publicUrl }: CookieScope): string =>
  `Path=${base === '' ? '/' : base}; HttpOnly; SameSite=Lax${publicUrl.startsWith('https:') ? '; Secure' : ''}`;

export const sessionCookie = (session: string, expiresAt: Instant, scope: CookieScope & { readonly now: Instant }): string =>
  `${SESSION_COOKIE}=${session}; ${attributes(scope)}; Max-Age=${Math.max(0, Math.floor((expiresAt - scope.now) / 1000))}`;

export const clearedCookie = (scope: CookieScope): string => `${SESSION_COOKIE}=; ${attributes(scope)}; Max-Age=0`;

/** Stands in every form of a session: whoever cannot read the cookie cannot make it. 128 bits. */
export const formKeyOf = (session: string): string =>
  createHash('sha256').update(`tocsin form ${session}`).digest('base64url').slice(0, 22);

export function isFormKey(session: string, offered: string): boolean {
  const [left, right] = [Buffer.from(formKeyOf(session)), Buffer.from(offered)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/**
 * Whether a browser says that another site sent this. Its silence proves nothing (`Referrer-Policy: no-referrer` makes the
 * origin `null`, plain http leaves `Sec-Fetch-Site` out): the form key decides then.
 */
export function isFromElsewhere(request: WebRequest, publicUrl: string): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const { origin, host } = request.headers;
  if (origin === undefined || origin === 'null') return false;
  return !URL.canParse(origin) || ![host, new URL(publicUrl).host].includes(new URL(origin).host);
}
