import { baseUrlOf } from '../config/base-url.js';
import { createSignedTokens } from '../config/signed-token.js';

/** What a link lets its holder do: read and accept this handoff, as this person. */
export interface HandoffClaims {
  readonly id: string;
  readonly person: string;
}

export interface HandoffLinks {
  /** The link with which `person` accepts the handoff; it is valid while the handoff waits. */
  mint(id: string, person: string): string;
  /** The page of an incident; whoever opens it signs in. */
  incident(key: string): string;
  /** null: not a link of ours. */
  read(token: unknown): HandoffClaims | null;
}

/** Stateless signed links, as those of pages are. */
export function createHandoffLinks(options: { readonly secret: string; readonly publicUrl: string }): HandoffLinks {
  const base = baseUrlOf(options.publicUrl);
  const tokens = createSignedTokens({ secret: options.secret, purpose: 'tocsin handoff link v1', version: 'th1' });
  return {
    mint: (id, person) => `${base}/handoff?link=${tokens.sign([id, person])}`,
    incident: (key) => `${base}/incidents/${encodeURIComponent(key)}`,
    read: (token) => {
      const [id, person, ...rest] = tokens.read(token) ?? [];
      return typeof id === 'string' && typeof person === 'string' && rest.length === 0 ? { id, person } : null;
    },
  };
}
