import type { DomainError, ErrorCode } from '../../domain/error.js';
import { html, when } from './html.js';
import { documentOf } from './layout.js';
import { line, SHOWN } from './shown-text.js';
import { page, plain, type WebAnswer, type WebRequest, wantsHtml } from './web.js';

const STATUS: Readonly<Partial<Record<ErrorCode, number>>> = {
  NOT_FOUND: 404,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  LINK_INVALID: 403,
  LINK_EXPIRED: 410,
  INVALID_INPUT: 422,
  REASON_REQUIRED: 422,
  OWNER_REQUIRED: 422,
  UNKNOWN_PERSON: 422,
  UNKNOWN_SERVICE: 422,
  LIMIT_EXCEEDED: 429,
  UNAVAILABLE: 503,
  INTERNAL: 503,
};

/** Anything else that is refused contradicts what is so: 409. */
export const statusOf = (code: ErrorCode): number => STATUS[code] ?? 409;

const HEADINGS: Readonly<Partial<Record<ErrorCode, string>>> = {
  NOT_FOUND: 'Not found',
  FORBIDDEN: 'Not allowed',
  LINK_INVALID: 'This link does not work',
  LINK_EXPIRED: 'This link has expired',
  UNAVAILABLE: 'Not now',
};

/** The same answer for what does not exist and for what somebody may not know of. */
export const NOT_FOUND: DomainError = { code: 'NOT_FOUND', detail: 'there is no such incident, or you may not see it' };

export const UNAVAILABLE: DomainError = {
  code: 'UNAVAILABLE',
  detail: 'the record of incidents cannot be read just now; paging goes on without it',
  hint: 'try again in a moment',
};

export function errorAnswer(request: WebRequest, error: DomainError, base: string): WebAnswer {
  const status = statusOf(error.code);
  if (!wantsHtml(request)) return plain(status, `${error.detail}${error.hint === undefined ? '' : ` (${error.hint})`}`);
  const heading = HEADINGS[error.code] ?? 'Refused';
  const offersSignIn = ['UNAUTHENTICATED', 'LINK_INVALID', 'LINK_EXPIRED'].includes(error.code);
  const main = html`
    <h1>${heading}</h1>
    <p>${line(error.detail, SHOWN.text)}</p>
    ${error.hint && html`<p class="soft">${line(error.hint, SHOWN.text)}</p>`}
    ${when(offersSignIn, html`<p><a href="${base}/sign-in">Sign in</a></p>`)}`;
  return page(status, documentOf({ title: heading, base, signedInAs: null, main }));
}
