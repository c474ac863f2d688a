import type { DeliveryResult } from '../../../activities/ports/pager.port.js';
import type { Result } from '../../../domain/result.js';
import type { OutboundFailure, OutboundReply } from './outbound-guard.js';

/** 4xx answers that are about the moment, not about the request. */
const PASSING = new Set([408, 425, 429]);

/**
 * What an HTTP provider's answer means for a page. 2xx is for `accepted` to judge; 408, 425, 429, 5xx and a failing network may
 * pass; a redirect, any other 4xx and an address that is never sent to will not. The reply's text is not repeated.
 */
export function deliveryResultOf(
  answer: Result<OutboundReply, OutboundFailure>,
  accepted: (reply: OutboundReply) => DeliveryResult,
): DeliveryResult {
  if (!answer.ok) {
    const { kind, reason } = answer.error;
    return { status: 'FAILED', retryable: kind !== 'REFUSED', code: kind, reason };
  }
  const { status } = answer.value;
  if (status >= 200 && status < 300) return accepted(answer.value);
  return {
    status: 'FAILED',
    retryable: status >= 500 || PASSING.has(status),
    code: `HTTP_${status}`,
    reason: status >= 300 && status < 400 ? `redirected with ${status}, which is not followed` : `answered with status ${status}`,
  };
}
