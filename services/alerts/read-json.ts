import { isUtf8 } from 'node:buffer';
import type { DomainError } from '../../domain/error.js';
import { err, ok, type Result } from '../../domain/result.js';
import { oversizedShape } from './json-shape.js';

/** The JSON value in `bytes`, or precisely why there is none. */
export function readJson(bytes: Buffer): Result<unknown, DomainError> {
  if (bytes.length === 0) return malformed('the body is empty', 'send one JSON object');
  if (!isUtf8(bytes)) return malformed('the body is not valid UTF-8', 'send JSON encoded as UTF-8, not compressed');
  const oversized = oversizedShape(bytes);
  if (oversized !== null) return err(oversized);
  try {
    return ok(JSON.parse(bytes.toString('utf8')));
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message.slice(0, 200) : 'unreadable';
    return malformed(`the body is not JSON: ${reason}`, 'send one JSON object');
  }
}

const malformed = (detail: string, hint: string): Result<never, DomainError> =>
  err({ code: 'MALFORMED_PAYLOAD', field: 'body', detail, hint });
