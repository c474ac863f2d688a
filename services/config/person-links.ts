import { baseUrlOf } from './base-url.js';
import { createSignedTokens } from './signed-token.js';

/** Which thing a link is about, and who holds it. */
export interface PersonClaims {
  readonly id: string;
  readonly person: string;
}

export interface PersonLinks {
  /** The link by which `person` answers about the thing `id`. */
  mint(id: string, person: string): string;
  /** null: not a link of ours, or one of another kind. */
  read(token: unknown): PersonClaims | null;
}

export interface PersonLinkKind {
  readonly secret: string;
  readonly publicUrl: string;
  /** The page to which it leads, for example `cover`. */
  readonly page: string;
  /** What is signed besides, so that one kind never passes for another; changing either voids every link of the kind. */
  readonly purpose: string;
  readonly version: string;
}

/** Stateless signed links, by which one person answers about one thing without signing in. */
export function createPersonLinks({ secret, publicUrl, page, purpose, version }: PersonLinkKind): PersonLinks {
  const base = baseUrlOf(publicUrl);
  const tokens = createSignedTokens({ secret, purpose, version });
  return {
    mint: (id, person) => `${base}/${page}?link=${tokens.sign([id, person])}`,
    read: (token) => {
      const [id, person, ...rest] = tokens.read(token) ?? [];
      return typeof id === 'string' && typeof person === 'string' && rest.length === 0 ? { id, person } : null;
    },
  };
}
