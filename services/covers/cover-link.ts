import { baseUrlOf } from '../config/base-url.js';
import { createSignedTokens } from '../config/signed-token.js';

/** What a link lets its holder do: read this request, and accept or decline it, as this person. */
export interface CoverClaims {
  readonly id: string;
  readonly person: string;
}

export interface CoverLinks {
  /** The link with which `person` answers the request; it is valid while the request waits. */
  mint(id: string, person: string): string;
  /** null: not a link of ours. */
  read(token: unknown): CoverClaims | null;
}

/** Stateless signed links, as those of handoffs are; one kind never passes for another. */
export function createCoverLinks(options: { readonly secret: string; readonly publicUrl: string }): CoverLinks {
  const base = baseUrlOf(options.publicUrl);
  const tokens = createSignedTokens({ secret: options.secret, purpose: 'tocsin cover link v1', version: 'tc1' });
  return {
    mint: (id, person) => `${base}/cover?link=${tokens.sign([id, person])}`,
    read: (token) => {
      const [id, person, ...rest] = tokens.read(token) ?? [];
      return typeof id === 'string' && typeof person === 'string' && rest.length === 0 ? { id, person } : null;
    },
  };
}
