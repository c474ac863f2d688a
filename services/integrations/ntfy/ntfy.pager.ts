import type { DeliveryResult, PageRequest, Pager, TellRequest } from '../../../activities/ports/pager.port.js';
import { DomainFailure } from '../../../domain/error.js';
import { harmlessPage } from '../../../domain/notifications/harmless-page.js';
import { harmlessNotice, noticePush } from '../../../domain/notifications/notice-text.js';
import { linesOf } from '../../../domain/notifications/page-text.js';
import { pushTextOf } from '../../../domain/notifications/push-text.js';
import type { ZoneRules } from '../../../domain/oncall/zone-rules.js';
import type { AddressPolicy } from '../http/address-policy.js';
import { deliveryResultOf } from '../http/delivery-result.js';
import { createOutbound, type OutboundReply } from '../http/outbound-guard.js';
import { digestOf } from '../idempotency-digest.js';
import { PAGER_DEADLINE_MS } from '../pager-deadline.js';

export interface NtfyPagerOptions {
  /** For example `https://ntfy.sh`, or a company's own server. */
  readonly baseUrl: string;
  readonly zoneRules: ZoneRules;
  readonly policy: AddressPolicy;
  /** An access token of the ntfy server, for protected topics. */
  readonly token?: string;
  /** ms, at most 10 000. */
  readonly timeoutMs?: number;
}

/** What ntfy takes for a topic; anything else could name another path. */
const TOPIC = /^[-_A-Za-z0-9]{1,64}$/;

/**
 * Pages over ntfy by one HTTP POST; the address of a contact method is the topic, which whoever knows it can read.
 * A retry carries the same `sequence_id`: ntfy ≥ 2.16 then replaces the notification instead of showing a second.
 */
export function createNtfyPager(options: NtfyPagerOptions): Pager {
  const post = createOutbound({ policy: options.policy, timeoutMs: options.timeoutMs ?? PAGER_DEADLINE_MS });
  if (!URL.canParse(options.baseUrl)) {
    throw new DomainFailure({
      code: 'INVALID_INPUT',
      field: 'baseUrl',
      detail: 'the ntfy base URL is not a URL',
      hint: 'for example https://ntfy.sh',
    });
  }
  const headers = {
    'content-type': 'application/json',
    ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
  };

  const publish = async (topic: string, said: object): Promise<DeliveryResult> => {
    if (!TOPIC.test(topic)) {
      return { status: 'FAILED', retryable: false, code: 'INVALID_ADDRESS', reason: 'an ntfy topic is 1 to 64 letters, digits, - or _' };
    }
    return deliveryResultOf(await post({ url: options.baseUrl, headers, body: JSON.stringify({ topic, ...said }) }), published);
  };

  return {
    channel: 'ntfy',
    send: (request) => publish(request.address, publication(request, options.zoneRules)),
    tell: (request) => publish(request.address, information(request)),
  };
}

function publication(request: PageRequest, rules: ZoneRules): object {
  const page = harmlessPage(request.message);
  const acknowledge = { action: 'http', label: 'Acknowledge', url: page.acknowledgeUrl, method: 'POST', clear: true };
  return {
    sequence_id: digestOf(request.idempotencyKey),
    ...pushTextOf(page, linesOf(page, rules)),
    ...(page.link === '' ? {} : { click: page.link }),
    ...(page.acknowledgeUrl === '' ? {} : { actions: [acknowledge] }),
  };
}

function information({ idempotencyKey, notice }: TellRequest): object {
  const harmless = harmlessNotice(notice);
  return {
    sequence_id: digestOf(idempotencyKey),
    ...noticePush(harmless),
    ...(harmless.link === '' ? {} : { click: harmless.link }),
  };
}

/** ntfy answers with the message it stored. A 200 without one came from something else: a proxy's login page, a wrong base URL. */
function published(reply: OutboundReply): DeliveryResult {
  const id = /"id"\s*:\s*"([A-Za-z0-9]{1,64})"/.exec(reply.body)?.[1];
  if (id !== undefined) return { status: 'SENT', receipt: `ntfy ${id}` };
  return { status: 'FAILED', retryable: true, code: 'UNEXPECTED_ANSWER', reason: 'the answer is not that of an ntfy server' };
}
