import { type DomainError, DomainFailure } from '../../domain/error.js';
import { err, ok, type Result } from '../../domain/result.js';
import { formInputOf } from './command-input.js';
import { textOf } from './form-text.js';
import type { PagesDependencies } from './pages.ports.js';
import { formKeyOf, isFormKey, isFromElsewhere, sessionIn } from './session-cookie.js';
import type { PageViewer } from './viewer.js';
import type { WebRequest } from './web.js';

type LinkViewer = Extract<PageViewer, { kind: 'LINK' }>;
export type SessionViewer = Extract<PageViewer, { kind: 'SESSION' }>;

const NOBODY: DomainError = { code: 'UNAUTHENTICATED', detail: 'sign in to see this page' };
const NOT_OURS: DomainError = {
  code: 'FORBIDDEN',
  detail: 'this form was not sent from our page',
  hint: 'open the page again and press there',
};

/** Finds out who asks: by an ack link, or by a session. */
export class PageAccess {
  constructor(private readonly deps: Pick<PagesDependencies, 'sessions' | 'links' | 'clock' | 'publicUrl'>) {}

  /**
   * Who may look at incident `key`. A link says who its holder is; a session of the same person can do more, and a session also
   * helps where the link is dead. Errors: `LINK_INVALID` (also for another incident's link), `LINK_EXPIRED`, `UNAUTHENTICATED`.
   */
  async viewer(request: WebRequest, key: string): Promise<Result<PageViewer, DomainError>> {
    const token = request.query['link'] ?? textOf(formInputOf(request.body), 'link');
    if (token === '') return await this.signedIn(request);
    const link = this.link(token, key);
    const session = await this.signedIn(request);
    if (!link.ok) return session.ok ? session : link;
    if (!session.ok || session.value.person !== link.value.person) return link;
    return ok({ ...session.value, cameBy: { token, claims: link.value.claims } });
  }

  async signedIn(request: WebRequest): Promise<Result<SessionViewer, DomainError>> {
    const session = sessionIn(request);
    if (session === '') return err(NOBODY);
    try {
      const { person, permissions, role } = await this.deps.sessions.authenticateSession(session);
      if (person === null || !permissions.has('incidents:read')) return err(NOBODY);
      return ok({ kind: 'SESSION', person, canRespond: permissions.has('incidents:respond'), role, formKey: formKeyOf(session) });
    } catch (error) {
      if (error instanceof DomainFailure) return err(error.error);
      throw error;
    }
  }

  /** Whether a POST is this viewer's own doing. A link's token, in the request itself, is the proof for a link. */
  mayPost(request: WebRequest, viewer: PageViewer): Result<null, DomainError> {
    if (viewer.kind === 'LINK') return ok(null);
    const isOurs =
      !isFromElsewhere(request, this.deps.publicUrl) && isFormKey(sessionIn(request), textOf(formInputOf(request.body), 'formKey'));
    return isOurs ? ok(null) : err(NOT_OURS);
  }

  private link(token: string, key: string): Result<LinkViewer, DomainError> {
    const read = this.deps.links.read(token, this.deps.clock.now());
    if (!read.ok) return read;
    const claims = read.value;
    if (claims.incidentKey === key) return ok({ kind: 'LINK', person: claims.person, token, claims });
    return err({
      code: 'LINK_INVALID',
      detail: 'this link belongs to another incident',
      hint: 'open the link exactly as it stands in the page you received, or sign in',
    });
  }
}
