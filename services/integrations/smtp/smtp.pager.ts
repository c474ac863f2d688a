import { createTransport, type SendMailOptions } from 'nodemailer';
import type { DeliveryResult, PageRequest, Pager, TellRequest } from '../../../activities/ports/pager.port.js';
import { DomainFailure } from '../../../domain/error.js';
import { harmlessNotice, noticeHtml, noticeText } from '../../../domain/notifications/notice-text.js';
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

  const post = async (address: string, mail: SendMailOptions): Promise<DeliveryResult> => {
    if (!MAILBOX.test(address)) {
      return { status: 'FAILED', retryable: false, code: 'INVALID_ADDRESS', reason: 'this is not one e-mail address' };
    }
    const sending = transport.sendMail({ from: options.from, to: { name: '', address }, ...mail });
    return await Promise.race([
      sending.then((sent) => ({ status: 'SENT' as const, receipt: plainLine(sent.response, 200) }), failureOf),
      silenceAfter(timeoutMs),
    ]);
  };

  return {
    channel: 'email',
    send: (request) => post(request.address, pageMail(request, { host, rules: options.zoneRules })),
    tell: (request) => post(request.address, noticeMail(request, host)),
    close: () => transport.close(),
  };
}

const AUTOMATIC = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' } as const;

function pageMail({ idempotencyKey, message }: PageRequest, how: { readonly host: string; readonly rules: ZoneRules }): SendMailOptions {
  const lines = linesOf(message, how.rules);
  return {
    subject: lines.subject,
    text: textBodyOf(lines),
    html: htmlBodyOf(lines),
    messageId: `<page-${digestOf(idempotencyKey)}@${how.host}>`,
    ...threadOf(`incident-${digestOf(message.incidentKey)}`, how.host),
    priority: message.urgency === 'HIGH' ? 'high' : 'normal',
    headers: AUTOMATIC,
  };
}

function noticeMail({ idempotencyKey, notice }: TellRequest, host: string): SendMailOptions {
  const harmless = harmlessNotice(notice);
  return {
    subject: harmless.subject,
    text: noticeText(harmless),
    html: noticeHtml(harmless),
    messageId: `<notice-${digestOf(idempotencyKey)}@${host}>`,
    ...threadOf(`thread-${digestOf(notice.thread)}`, host),
    priority: notice.urgency === 'HIGH' ? 'high' : 'normal',
    headers: AUTOMATIC,
  };
}

/** No mail has this id; every mail of the thread refers to it, so that whichever comes first, they stand together. */
function threadOf(name: string, host: string): Pick<SendMailOptions, 'inReplyTo' | 'references'> {
  const thread = `<${name}@${host}>`;
  return { inReplyTo: thread, references: [thread] };
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
