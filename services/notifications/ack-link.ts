import { createHmac, timingSafeEqual } from 'node:crypto';
import { type DomainError, DomainFailure } from '../../domain/error.js';
import type { Instant } from '../../domain/instant.js';
import { err, ok, type Result } from '../../domain/result.js';

/** What a link lets its holder do: read, acknowledge and decline this incident, as this person. Nothing else. */
export interface AckClaims {
  readonly incidentKey: string;
  readonly person: string;
  /** The page generation the link was sent for; the workflow decides whether it is still current. */
  readonly generation: number;
  readonly step: number;
  /** From this instant on, the link is expired. */
  readonly expiresAt: Instant;
}

export interface AckLinks {
  mint(claims: AckClaims): { readonly link: string; readonly acknowledgeUrl: string; readonly token: string };
  /** The claims of a token that we signed and that is valid at `at`. Never throws. Errors: `LINK_INVALID`, `LINK_EXPIRED`. */
  read(token: string, at: Instant): Result<AckClaims, DomainError>;
}

const VERSION = 'tl1';
const MIN_SECRET_BYTES = 32;
/** A token of ours stays under 300 characters; longer ones are refused before any work is done on them. */
const MAX_TOKEN_LENGTH = 1_024;

const INVALID: DomainError = {
  code: 'LINK_INVALID',
  detail: 'this link was not made by this server, or was damaged on its way',
  hint: 'open the link exactly as it stands in the page you received, or sign in',
};
const EXPIRED: DomainError = {
  code: 'LINK_EXPIRED',
  detail: 'this link is no longer valid',
  hint: 'use the link of the newest page, or sign in',
};

/**
 * Stateless signed links: the token itself carries the claims, so a page can be acknowledged although the database that
 * would remember the link is away. Equal claims give the equal link, whichever process mints it and however often it retries.
 * Throws `DomainFailure` (`INVALID_INPUT`) for a secret under 32 bytes or a public URL that is not http(s).
 */
export function createAckLinks(options: { readonly secret: string; readonly publicUrl: string }): AckLinks {
  const base = baseOf(options.publicUrl);
  const key = signingKeyOf(options.secret);
  const sign = (body: string): string => createHmac('sha256', key).update(body).digest('base64url');

  return {
    mint(claims) {
      const body = `${VERSION}.${encode(claims)}`;
      const token = `${body}.${sign(body)}`;
      const page = `${base}/incidents/${encodeURIComponent(claims.incidentKey)}`;
      return { token, link: `${page}?link=${token}`, acknowledgeUrl: `${page}/acknowledge?link=${token}` };
    },

    read(token, at) {
      if (typeof token !== 'string' || token.length > MAX_TOKEN_LENGTH) return err(INVALID);
      const [version, payload, signature, ...rest] = token.split('.');
      if (version !== VERSION || payload === undefined || signature === undefined || rest.length > 0) return err(INVALID);
      // Text is compared, not decoded bytes: the same bytes have several base64url spellings, and only ours is the link.
      if (!sameText(signature, sign(`${version}.${payload}`))) return err(INVALID);
      const claims = decode(payload);
      if (claims === undefined) return err(INVALID);
      return at < claims.expiresAt ? ok(claims) : err(EXPIRED);
    },
  };
}

const encode = (claims: AckClaims): string =>
  Buffer.from(JSON.stringify([claims.incidentKey, claims.person, claims.generation, claims.step, claims.expiresAt])).toString('base64url');

function decode(payload: string): AckClaims | undefined {
  const fields = parsed(Buffer.from(payload, 'base64url').toString('utf8'));
  if (!Array.isArray(fields) || fields.length !== 5) return undefined;
  const [incidentKey, person, generation, step, expiresAt] = fields as readonly unknown[];
  if (typeof incidentKey !== 'string' || typeof person !== 'string') return undefined;
  if (typeof generation !== 'number' || typeof step !== 'number' || typeof expiresAt !== 'number') return undefined;
  return { incidentKey, person, generation, step, expiresAt };
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

/** A key of its own, so that a signature made with the same secret for another purpose is never a link. */
function signingKeyOf(secret: string): Buffer {
  if (Buffer.byteLength(secret) >= MIN_SECRET_BYTES) return createHmac('sha256', secret).update('tocsin ack link v1').digest();
  throw new DomainFailure({
    code: 'INVALID_INPUT',
    field: 'secret',
    detail: `the secret that signs links has ${Buffer.byteLength(secret)} bytes; it needs at least ${MIN_SECRET_BYTES}`,
    hint: 'make one with: openssl rand -base64 48',
  });
}

function baseOf(publicUrl: string): string {
  if (/^https?:\/\/[^/?#]+[^?#]*$/i.test(publicUrl) && URL.canParse(publicUrl)) return publicUrl.replace(/\/+$/, '');
  throw new DomainFailure({
    code: 'INVALID_INPUT',
    field: 'publicUrl',
    detail: 'the public URL must begin with http:// or https:// and a host',
    hint: 'for example https://tocsin.example',
  });
}
