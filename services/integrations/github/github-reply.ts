import { z } from 'zod';
import type { Ticket, TicketDelay, TicketOutcome } from '../../../activities/ports/ticket-tracker.port.js';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../domain/instant.js';
import type { Result } from '../../../domain/result.js';
import type { OutboundFailure, OutboundReply } from '../http/outbound-guard.js';

export type Refusal = Extract<TicketOutcome, { readonly status: 'REFUSED' }>;

/** What a reply means that is no success. `left`: whether the request may have had its effect all the same. */
export type Unsuccessful = (TicketDelay & { readonly left: 'UNKNOWN' | 'NOTHING' }) | Refusal;

/** Whatever a tracker says, nobody waits longer for the next attempt: its own limits end within an hour. */
const LONGEST_DELAY_MS = 6 * HOUR_MS;

/** Web links only, and plain: it is shown to people. */
const link = z
  .url({ protocol: /^https?$/ })
  .max(2_000)
  .regex(/^[\x21-\x7e]+$/)
  .refine((url) => !url.includes('@'));

export const issueSchema = z.object({
  number: z.number().int().positive(),
  html_url: link,
  body: z.string().nullish(),
  created_at: z.iso.datetime(),
  pull_request: z.unknown().optional(),
  labels: z.array(z.union([z.string(), z.object({ name: z.string().nullish() })])).optional(),
});

export type Issue = z.infer<typeof issueSchema>;

export const ticketOf = ({ number, html_url: url }: Issue): Ticket => ({ id: String(number), url });

/** A whole reply in `shape`; undefined for anything else: a proxy's page, a truncated body, another program's words. */
export function parsed<T>({ body, isWhole }: OutboundReply, shape: z.ZodType<T>): T | undefined {
  if (!isWhole) return undefined;
  try {
    return shape.safeParse(JSON.parse(body)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

export const UNREADABLE = {
  status: 'RETRY',
  code: 'UNEXPECTED_ANSWER',
  reason: 'the answer is not that of a GitHub server, or broke off',
  left: 'UNKNOWN',
} as const satisfies Unsuccessful;

const WHY: Readonly<Record<number, string>> = {
  401: 'the token is not valid, or has expired',
  403: 'the token may not do this in the repository',
  404: 'the repository does not exist, or the token may not see it',
  410: 'the repository has issues turned off',
  422: 'the issue was not accepted as it is',
};

/** 4xx answers that are about the moment, not about the request. */
const PASSING = new Set([408, 425, 429]);

/**
 * What anything but a 2xx means; `at` is now by our own clock, epoch ms. A limit (429, or 403 that says so) waits as long as the server asks; 408, 425,
 * 5xx and a failing network may pass, and may have had their effect; a redirect and any other 4xx are final. The reply's text is not repeated.
 */
export function unsuccessful(answer: Result<OutboundReply, OutboundFailure>, at: number): Unsuccessful {
  if (!answer.ok) {
    const { kind, reason } = answer.error;
    return kind === 'REFUSED' ? { status: 'REFUSED', code: kind, reason } : { status: 'RETRY', code: kind, reason, left: 'UNKNOWN' };
  }
  const { status } = answer.value;
  const code = `HTTP_${status}`;
  if (status < 300) return UNREADABLE;
  if (isLimit(answer.value))
    return {
      status: 'RETRY',
      code: 'RATE_LIMITED',
      reason: `answered with status ${status}`,
      afterMs: waitOf(answer.value, at),
      left: 'NOTHING',
    };
  if (status >= 500 || PASSING.has(status)) {
    const afterMs = answer.value.headers['retry-after'] === undefined ? {} : { afterMs: waitOf(answer.value, at) };
    return { status: 'RETRY', code, reason: `answered with status ${status}`, left: 'UNKNOWN', ...afterMs };
  }
  if (status < 400)
    return { status: 'REFUSED', code, reason: `redirected with ${status}, which is not followed: was the repository renamed or moved?` };
  return { status: 'REFUSED', code, reason: WHY[status] ?? `answered with status ${status}` };
}

const complaintSchema = z.object({ message: z.string().optional(), documentation_url: z.string().optional() });

/** GitHub's limits come as 429, or as 403, and then a header or only the text tells them from a missing permission. */
function isLimit(reply: OutboundReply): boolean {
  if (reply.status === 429) return true;
  if (reply.status !== 403) return false;
  if (reply.headers['retry-after'] !== undefined || reply.headers['x-ratelimit-remaining'] === '0') return true;
  const { message = '', documentation_url: page = '' } = parsed(reply, complaintSchema) ?? {};
  return /rate.limit/i.test(`${message} ${page}`);
}

/**
 * As long as `Retry-After` or the end of the limit says, by the server's own clock where it tells the time: ours may be minutes off. A
 * minute where neither is given, as GitHub asks, or where it is over already.
 */
function waitOf({ headers }: OutboundReply, at: number): number {
  const { date = '', 'retry-after': after = '', 'x-ratelimit-remaining': remaining, 'x-ratelimit-reset': reset = '' } = headers;
  const now = Number.isFinite(Date.parse(date)) ? Date.parse(date) : at;
  const asked = /^\d{1,9}$/.test(after) ? Number(after) * SECOND_MS : Date.parse(after) - now;
  const ends = remaining === '0' && /^\d{1,12}$/.test(reset) ? Number(reset) * SECOND_MS - now : Number.NaN;
  const told = [asked, ends].find((ms) => Number.isFinite(ms)) ?? MINUTE_MS;
  return told <= 0 ? MINUTE_MS : Math.min(Math.max(told, SECOND_MS), LONGEST_DELAY_MS);
}
