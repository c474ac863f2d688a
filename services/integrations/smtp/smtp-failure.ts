import type { DeliveryResult } from '../../../activities/ports/pager.port.js';
import { plainLine } from '../../../domain/notifications/plain-line.js';

/** Refused by the mail library itself, before any server was asked: the same mail is refused again. */
const PERMANENT = new Set(['EENVELOPE', 'EMESSAGE', 'ENOAUTH', 'ECONFIG', 'EMAXRECIPIENTS']);

/** What a failed mail means: a 5xx of the server is final, everything else may pass. The server's sentence is kept, made harmless. */
export function failureOf(error: unknown): DeliveryResult {
  const { responseCode, code, response, message } = detailsOf(error);
  const isAnswer = responseCode !== undefined && responseCode >= 400 && responseCode < 600;
  return {
    status: 'FAILED',
    retryable: isAnswer ? responseCode < 500 : !PERMANENT.has(code),
    code: isAnswer ? `SMTP_${responseCode}` : code,
    reason: plainLine(response || message, 200),
  };
}

function detailsOf(error: unknown): {
  readonly responseCode: number | undefined;
  readonly code: string;
  readonly response: string;
  readonly message: string;
} {
  const fields: Readonly<Record<string, unknown>> = error instanceof Error ? { ...error } : {};
  return {
    responseCode: typeof fields['responseCode'] === 'number' ? fields['responseCode'] : undefined,
    code: typeof fields['code'] === 'string' ? fields['code'] : 'SMTP_ERROR',
    response: typeof fields['response'] === 'string' ? fields['response'] : '',
    message: error instanceof Error ? error.message : 'the mail could not be sent',
  };
}
