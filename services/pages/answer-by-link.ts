import type { Logger } from '@nestjs/common';
import { DomainFailure } from '../../domain/error.js';
import type { PersonClaims, PersonLinks } from '../config/person-links.js';
import { errorAnswer, UNAVAILABLE } from './error-page.js';
import { type HttpReply, type HttpRequest, send, type WebAnswer, type WebRequest, webRequest } from './web.js';

const INVALID = {
  code: 'LINK_INVALID',
  detail: 'this link was not made by this server, or was damaged on its way',
  hint: 'open the link exactly as it stands in the mail you received',
} as const;

export interface LinkExchange {
  readonly request: HttpRequest;
  readonly reply: HttpReply;
  /** Where our pages are. */
  readonly base: string;
  readonly logger: Logger;
}

/** Answers with what `work` makes of the request; a refusal in its own words, and a fault of ours logged and not shown. */
export async function answerByLink(
  { request, reply, base, logger }: LinkExchange,
  work: (web: WebRequest) => Promise<WebAnswer>,
): Promise<void> {
  const web = webRequest(request);
  try {
    await send(reply, await work(web));
  } catch (error) {
    if (!(error instanceof DomainFailure)) logger.error(error instanceof Error ? error.message : 'a page behind a link failed');
    await send(reply, errorAnswer(web, error instanceof DomainFailure ? error.error : UNAVAILABLE, base));
  }
}

/** Who holds the link, and what it is about. Throws `LINK_INVALID`. */
export function claimsOf(links: Pick<PersonLinks, 'read'>, token: string): PersonClaims {
  const claims = links.read(token);
  if (claims === null) throw new DomainFailure(INVALID);
  return claims;
}
