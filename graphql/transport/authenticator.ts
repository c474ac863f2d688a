import type { IncomingHttpHeaders } from 'node:http';
import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../services/access/access.model.js';
import { AccessService } from '../../services/access/access.service.js';

const BEARER = /^Bearer +(\S+) *$/i;
const SESSION = /(?:^|; *)tocsin_session=([^;\s]+)/;

/** Who sends a request: by a token, or else by the session cookie of a browser that is on our own pages. */
@Injectable()
export class Authenticator {
  constructor(private readonly access: AccessService) {}

  /** null: nobody tried to say. Throws `UNAUTHENTICATED` for a proof that is not valid. */
  async viewerOf(headers: IncomingHttpHeaders): Promise<Viewer | null> {
    if (headers.authorization !== undefined) return this.access.authenticate(BEARER.exec(headers.authorization)?.[1] ?? '');
    const session = SESSION.exec(headers.cookie ?? '')?.[1];
    if (session === undefined || !isFromOwnPages(headers)) return null;
    return this.access.authenticateSession(session);
  }

  withToken(token: string): Promise<Viewer> {
    return this.access.authenticate(token);
  }
}

/** Other sites' requests carry their origin; a browser on our pages carries ours, and none is no browser. */
function isFromOwnPages({ origin, host, 'sec-fetch-site': site }: IncomingHttpHeaders): boolean {
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === host);
}
