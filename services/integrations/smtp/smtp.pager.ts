import { createTransport, type SendMailOptions } from 'nodemailer';
import type { DeliveryResult, PageRequest, Pager } from '../../../activities/ports/pager.port.js';
import { DomainFailure } from '../../../domain/error.js';
import { htmlBodyOf } from '../../../domain/notifications/page-html.js';
import { linesOf, textBodyOf } from '../../../domain/notifications/page-text.js';
import { plainLine } from '../../../domain/notifications/plain-line.js';
import type { ZoneRules } from '../../../domain/oncall/zone-rules.js';
import { digestOf } from '../idempotency-digest.js';
import { PAGER_DEADLINE_MS } from '../pager-deadline.js';
import { failureOf } from './smtp-failure.js';

export interface SmtpPagerOptions {
  /** `smtp://user:password@host:587` or `smtps://…`; never shown, not even in an error. */
  readonly smtpUrl: string;
  /** `Tocsin <tocsin@company.example>`; its host also names the messages. */
  readonly from: string;
  readonly zoneRules: ZoneRules;
  /** ms for one mail, from the queue to the server's answer. */
  readonly timeoutMs?: number;
}

/** One plain mailbox. A list, a display name or a line break would reach more people than the handbook says. */
const MAILBOX = /^[^\s@<>()[\]\\,;:"\p{Cc}]{1,64}@[^\s@<>()[\]\\,;:"\p{Cc}]{1,255}$/u;

/**
 * Pages by mail over a pool of SMTP connections. A retry carries the same `Message-ID`, and all mails of an incident form one
 * thread. 5xx answers are permanent; 4xx, a lost connection and silence are not.
 */
export function createSmtpPager(options: SmtpPagerOptions): Pager & { close(): void } {
  const host = hostOfSender(options.from);
  const timeoutMs = options.timeoutMs ?? PAGER_DEADLINE_MS;
  const transport = createTransport({
    url: smtpUrlOf(options.smtpUrl),
    pool: true,
    maxConnections: 5,
    maxRequeues: 1, // an idle connection that the server has just closed; whatever lasts is the caller's to retry
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });

  return {
    channel: 'email',
    send: async (request) => {
      if (!MAILBOX.test(request.address)) {
        return { status: 'FAILED', retryable: false, code: 'INVALID_ADDRESS', reason: 'this is not one e-mail address' };
      }
      const mail = mailOf(request, { from: options.from, host, rules: options.zoneRules });
      return Promise.race([
        transport.sendMail(mail).then((sent) => ({ status: 'SENT' as const, receipt: plainLine(sent.response, 200) }), failureOf),
        silenceAfter(timeoutMs),
      ]);
    },
    close: () => transport.close(),
  };
}

function mailOf(
  { address, idempotencyKey, message }: PageRequest,
  how: { readonly from: string; readonly host: string; readonly rules: ZoneRules },
): SendMailOptions {
  const lines = linesOf(message, how.rules);
  // No mail has this id; every mail of the incident refers to it, so that whichever comes first, they form one thread.
  const thread = `<incident-${digestOf(message.incidentKey)}@${how.host}>`;
  return {
    from: how.from,
    to: { name: '', address },
    subject: lines.subject,
    text: textBodyOf(lines),
    html: htmlBodyOf(lines),
    messageId: `<page-${digestOf(idempotencyKey)}@${how.host}>`,
    inReplyTo: thread,
    references: [thread],
    priority: message.urgency === 'HIGH' ? 'high' : 'normal',
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
  };
}

/** A mail may wait for a free connection; the page does not wait for the mail. */
function silenceAfter(timeoutMs: number): Promise<DeliveryResult> {
  return new Promise((settle) => {
    const failure = { status: 'FAILED', retryable: true, code: 'TIMEOUT', reason: 'the mail server did not answer in time' } as const;
    setTimeout(() => settle(failure), timeoutMs).unref();
  });
}

function hostOfSender(from: string): string {
  const host = /@([A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)>?$/.exec(from)?.[1];
  if (host !== undefined && !/\p{Cc}/u.test(from)) return host;
  throw new DomainFailure({
    code: 'INVALID_INPUT',
    field: 'from',
    detail: 'the sender is not an e-mail address',
    hint: 'for example Tocsin <tocsin@company.example>',
  });
}

function smtpUrlOf(url: string): string {
  if (/^smtps?:\/\//.test(url) && URL.canParse(url)) return url;
  throw new DomainFailure({
    code: 'INVALID_INPUT',
    field: 'smtpUrl',
    detail: 'the mail server is not given as smtp:// or smtps:// URL',
    hint: 'for example smtp://user:password@mail.example:587',
  });
}
