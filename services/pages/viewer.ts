import type { Actor } from '../../domain/incidents/incident.model.js';
import type { Sight } from './incident-page.model.js';
import type { LinkClaims } from './pages.ports.js';

/** Who looks at a page: the holder of an ack link, or somebody signed in. */
export type PageViewer =
  | { readonly kind: 'LINK'; readonly person: string; readonly token: string; readonly claims: LinkClaims }
  | {
      readonly kind: 'SESSION';
      readonly person: string;
      readonly canRespond: boolean;
      readonly role: Sight['role'];
      /** Proves that a form was ours: derived from the session, which no other site can read. */
      readonly formKey: string;
      /** The link of their own by which they came; their presses still say over which contact method it was sent. */
      readonly cameBy?: { readonly token: string; readonly claims: LinkClaims };
    };

/** A link shows its one incident whoever else may see it: this person was called to it. */
export const sightOf = (viewer: PageViewer): Sight => ({ person: viewer.person, role: viewer.kind === 'LINK' ? 'ADMIN' : viewer.role });

/** Both were proven: by our signature, or by a session. */
export const actorOf = (viewer: PageViewer): Actor => ({
  person: viewer.person,
  via: viewer.kind === 'LINK' ? 'LINK' : 'PAGE',
  verified: true,
});
