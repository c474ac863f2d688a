import { createHmac, timingSafeEqual } from 'node:crypto';
import { DomainFailure } from '../../domain/error.js';

const MIN_SECRET_BYTES = 32;
/** A token of ours stays under 400 characters; longer ones are refused before any work is done on them. */
const MAX_TOKEN_LENGTH = 1_024;

export interface SignedTokens {
  /** Equal fields give the equal token, whichever process signs. */
  sign(fields: readonly (string | number)[]): string;
  /** The fields of a token that was signed here for this purpose; null for anything else. Never throws. */
  read(token: unknown): readonly unknown[] | null;
}

/**
 * Tokens that carry what they say, signed: `<version>.<fields>.<signature>`. `purpose` gives each use a key of its own, so that a signature made
 * with the same secret for another purpose is never taken for one of these. Throws `INVALID_INPUT` for a secret under 32 bytes.
 */
export function createSignedTokens({
  secret,
  purpose,
  version,
}: {
  readonly secret: string;
  readonly purpose: string;
  readonly version: string;
}): SignedTokens {
  const key = keyOf(secret, purpose);
  const signatureOf = (body: string): string => createHmac('sha256', key).update(body).digest('base64url');
  return {
    sign(fields) {
      const body = `${version}.${Buffer.from(JSON.stringify(fields)).toString('base64url')}`;
      return `${body}.${signatureOf(body)}`;
    },
    read(token) {
      if (typeof token !== 'string' || token.length > MAX_TOKEN_LENGTH) return null;
      const [said, payload, signature, ...rest] = token.split('.');
      if (said !== version || payload === undefined || signature === undefined || rest.length > 0) return null;
      // Text is compared, not decoded bytes: the same bytes have several base64url spellings, and only ours is the token.
      if (!sameText(signature, signatureOf(`${version}.${payload}`))) return null;
      const fields = parsed(Buffer.from(payload, 'base64url').toString('utf8'));
      return Array.isArray(fields) ? fields : null;
    },
  };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined; // refused by the caller, like every other shape that is not ours
  }
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function keyOf(secret: string, purpose: string): Buffer {
  if (Buffer.byteLength(secret) >= MIN_SECRET_BYTES) return createHmac('sha256', secret).update(purpose).digest();
  throw new DomainFailure({
    code: 'INVALID_INPUT',
    field: 'secret',
    detail: `the secret that signs links has ${Buffer.byteLength(secret)} bytes; it needs at least ${MIN_SECRET_BYTES}`,
    hint: 'make one with: openssl rand -base64 48',
  });
}
