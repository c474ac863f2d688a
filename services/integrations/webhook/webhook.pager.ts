import { Webhook } from 'standardwebhooks';
import type { DeliveryResult, Pager } from '../../../activities/ports/pager.port.js';
import { DomainFailure } from '../../../domain/error.js';
import { harmlessPage } from '../../../domain/notifications/harmless-page.js';
import { utcText } from '../../../domain/notifications/local-time.js';
import { harmlessNotice } from '../../../domain/notifications/notice-text.js';
import type { PageMessage } from '../../../domain/notifications/page-message.model.js';
import { subjectOf } from '../../../domain/notifications/page-text.js';
import { type Clock, systemClock } from '../../config/clock.js';
import type { AddressPolicy } from '../http/address-policy.js';
import { deliveryResultOf } from '../http/delivery-result.js';
import { createOutbound } from '../http/outbound-guard.js';
import { PAGER_DEADLINE_MS } from '../pager-deadline.js';

export interface WebhookPagerOptions {
  /** `whsec_` and 24 to 64 bytes in base64, as the Standard Webhooks specification asks; the receiver holds the same. */
  readonly secret: string;
  readonly policy: AddressPolicy;
  /** ms, at most 10 000. */
  readonly timeoutMs?: number;
  readonly clock?: Clock;
}

/**
 * Pages by an outbound webhook, signed as Standard Webhooks specifies: `webhook-id` is the idempotency key and equal on every
 * retry, `webhook-signature` covers id, time and body. Any 2xx answer is a receipt.
 */
export function createWebhookPager(options: WebhookPagerOptions): Pager {
  const signer = signerOf(options.secret);
  const post = createOutbound({ policy: options.policy, timeoutMs: options.timeoutMs ?? PAGER_DEADLINE_MS });
  const clock = options.clock ?? systemClock;

  const deliver = async (url: string, id: string, event: object): Promise<DeliveryResult> => {
    const body = JSON.stringify(event);
    const sentAt = new Date(clock.now());
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'tocsin',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1_000)),
      'webhook-signature': signer.sign(id, sentAt, body),
    };
    return deliveryResultOf(await post({ url, headers, body }), ({ status }) => ({ status: 'SENT', receipt: `HTTP ${status}` }));
  };

  return {
    channel: 'webhook',
    send: ({ address, idempotencyKey, message }) => deliver(address, idempotencyKey, { type: 'page', data: dataOf(message) }),
    tell: ({ address, idempotencyKey, notice }) => deliver(address, idempotencyKey, { type: 'notice', data: harmlessNotice(notice) }),
  };
}

/** Instants are ISO 8601 in UTC here, since other people's programs read them. */
function dataOf(message: PageMessage): object {
  const page = harmlessPage(message);
  return {
    ...page,
    subject: subjectOf(page),
    detectedAt: utcText(page.detectedAt),
    next: page.next && { who: page.next.who, at: utcText(page.next.at) },
  };
}

function signerOf(secret: string): Webhook {
  const key = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret)?.[1];
  const bytes = key === undefined ? 0 : Buffer.from(key, 'base64').length;
  if (bytes >= 24 && bytes <= 64) return new Webhook(secret);
  throw new DomainFailure({
    code: 'INVALID_INPUT',
    field: 'secret',
    detail: 'the secret that signs webhooks must be whsec_ followed by 24 to 64 bytes in base64',
    hint: 'make one with: echo "whsec_$(openssl rand -base64 32)"',
  });
}
