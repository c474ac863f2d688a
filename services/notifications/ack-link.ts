import type { DomainError } from '../../domain/error.js';
import type { Instant } from '../../domain/instant.js';
import { err, ok, type Result } from '../../domain/result.js';
import { baseUrlOf } from '../config/base-url.js';
import { createSignedTokens } from '../config/signed-token.js';
import type { MethodProof } from './method-proof.js';

/** What a link lets its holder do: read, acknowledge and decline this incident, as this person. Nothing else. */
export interface AckClaims {
  readonly incidentKey: string;
  readonly person: string;
  /** The page generation the link was sent for; the workflow decides whether it is still current. */
  readonly generation: number;
  readonly step: number;
  /** From this instant on, the link is expired. */
  readonly expiresAt: Instant;
  /** Over which contact method it was sent; links of before this was noted have none. */
  readonly proof?: MethodProof;
}

export interface AckLinks {
  mint(claims: AckClaims): { readonly link: string; readonly acknowledgeUrl: string; readonly token: string };
  /** The incident's page, which asks whoever opens it to sign in. */
  pageOf(incidentKey: string): string;
  /** The claims of a token that we signed and that is valid at `at`. Never throws. Errors: `LINK_INVALID`, `LINK_EXPIRED`. */
  read(token: string, at: Instant): Result<AckClaims, DomainError>;
}

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
  const base = baseUrlOf(options.publicUrl);
  const tokens = createSignedTokens({ secret: options.secret, purpose: 'tocsin ack link v1', version: 'tl1' });

  const pageOf = (incidentKey: string): string => `${base}/incidents/${encodeURIComponent(incidentKey)}`;

  return {
    pageOf,

    mint({ incidentKey, person, generation, step, expiresAt, proof }) {
      const sent = proof === undefined ? [] : [proof.method, proof.address];
      const token = tokens.sign([incidentKey, person, generation, step, expiresAt, ...sent]);
      const page = pageOf(incidentKey);
      return { token, link: `${page}?link=${token}`, acknowledgeUrl: `${page}/acknowledge?link=${token}` };
    },

    read(token, at) {
      const claims = claimsOf(tokens.read(token));
      if (claims === undefined) return err(INVALID);
      return at < claims.expiresAt ? ok(claims) : err(EXPIRED);
    },
  };
}

function claimsOf(fields: readonly unknown[] | null): AckClaims | undefined {
  if (fields?.length !== 5 && fields?.length !== 7) return undefined;
  const [incidentKey, person, generation, step, expiresAt, method, address] = fields;
  if (typeof incidentKey !== 'string' || typeof person !== 'string') return undefined;
  if (typeof generation !== 'number' || typeof step !== 'number' || typeof expiresAt !== 'number') return undefined;
  const claims = { incidentKey, person, generation, step, expiresAt };
  return typeof method === 'string' && typeof address === 'string' ? { ...claims, proof: { method, address } } : claims;
}
