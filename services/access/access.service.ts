import { Injectable, Logger } from '@nestjs/common';
import { type DomainError, DomainFailure } from '../../domain/error.js';
import { HOUR_MS, type Instant, MINUTE_MS, SECOND_MS } from '../../domain/instant.js';
import { AuditLogService } from '../audit/audit-log.service.js';
import { systemClock } from '../config/clock.js';
import { mintSecret, type ParsedSecret, parseSecret, sameDigest } from '../config/token-secret.js';
import { actorName, type TokenRequest, type TokenView, type Viewer } from './access.model.js';
import { SessionsRepository } from './sessions.repository.js';
import { judgeTokenRequest } from './token-rules.js';
import { type TokenRecord, TokensRepository } from './tokens.repository.js';

/** How long a token's revocation elsewhere may go unnoticed in this process. */
const CACHE_MS = 5 * SECOND_MS;
const CACHE_ENTRIES = 10_000;
const TOUCH_EVERY_MS = MINUTE_MS;
const SESSION_MS = 12 * HOUR_MS;
const ADMIN_TOKEN_NAME = 'admin token of this machine';

interface Known {
  readonly record: TokenRecord;
  readonly viewer: Viewer;
  readonly until: Instant;
}

const UNAUTHENTICATED: DomainError = {
  code: 'UNAUTHENTICATED',
  detail: 'no valid token or session came with this request',
  hint: 'send `Authorization: Bearer <token>`; make one with `tocsin token create`, or sign in',
};

/** Proves who asks, and hands out and takes back what proves it. */
@Injectable()
export class AccessService {
  private readonly logger = new Logger(AccessService.name);
  private readonly known = new Map<string, Known>();
  private readonly touched = new Map<string, Instant>();

  constructor(
    private readonly tokens: TokensRepository,
    private readonly sessions: SessionsRepository,
    private readonly audit: AuditLogService,
  ) {}

  /** Who holds `token`. Throws `UNAUTHENTICATED` for a wrong, expired or revoked one, without saying which. */
  async authenticate(token: string): Promise<Viewer> {
    const parsed = parseSecret('toc', token);
    const viewer = parsed === undefined ? undefined : await this.viewerOf(parsed);
    if (viewer === undefined) throw new DomainFailure(UNAUTHENTICATED);
    return viewer;
  }

  /** Who signed in with this session, as long as the token they signed in with is valid. Throws `UNAUTHENTICATED`. */
  async authenticateSession(session: string): Promise<Viewer> {
    const parsed = parseSecret('tos', session);
    const found = parsed === undefined ? undefined : await this.sessions.find(parsed.id);
    const genuine = parsed !== undefined && found !== undefined && sameDigest(found.digest, parsed.digest);
    const viewer = genuine && found.expiresAt > systemClock.now() ? (await this.knownToken(found.tokenId))?.viewer : undefined;
    if (viewer === undefined) throw new DomainFailure(UNAUTHENTICATED);
    return viewer;
  }

  /** Signs in a person with their token. Throws `UNAUTHENTICATED`, and `FORBIDDEN` for a tool. */
  async openSession(token: string): Promise<{ readonly session: string; readonly expiresAt: Instant; readonly viewer: Viewer }> {
    const viewer = await this.authenticate(token);
    if (viewer.person === null)
      throw new DomainFailure({ code: 'FORBIDDEN', detail: 'a tool does not sign in', hint: 'use a token of a person' });
    const minted = mintSecret('tos');
    const from = systemClock.now();
    await this.sessions.insert(minted, viewer.tokenId, { from, to: from + SESSION_MS });
    return { session: minted.text, expiresAt: from + SESSION_MS, viewer };
  }

  async closeSession(session: string): Promise<void> {
    const parsed = parseSecret('tos', session);
    if (parsed !== undefined) await this.sessions.remove(parsed.id);
  }

  /** The only time that the token's text is seen. Throws `FORBIDDEN` when it would be worth more than the maker's own. */
  async createToken(by: Viewer, request: TokenRequest): Promise<{ readonly token: string; readonly view: TokenView }> {
    const expiresAt = (await this.knownToken(by.tokenId))?.record.view.expiresAt ?? null;
    const judged = judgeTokenRequest({ ...by, expiresAt }, request, systemClock.now());
    if (!judged.ok) throw new DomainFailure(judged.error);
    return this.issue(actorName(by), judged.value);
  }

  /** For the machine that owns the installation: a token of `person` that may do everything. Earlier ones stay valid. */
  async issueAdminToken(person = 'admin'): Promise<string> {
    const { token } = await this.issue('system', { name: ADMIN_TOKEN_NAME, owner: { person }, role: 'ADMIN', expiresAt: null });
    return token;
  }

  /** Everybody's for those who manage tokens, one's own otherwise. */
  listTokens(by: Viewer): Promise<readonly TokenView[]> {
    return this.tokens.list(by.permissions.has('tokens:manage') ? null : (by.person ?? ''));
  }

  /** At once in this process, within five seconds in others. Throws `NOT_FOUND`, also for a token that is not one's own to revoke. */
  async revokeToken(by: Viewer, id: string): Promise<TokenView> {
    const found = await this.tokens.find(id);
    const mine = by.person !== null && found?.view.person === by.person;
    if (found === undefined || (!mine && !by.permissions.has('tokens:manage'))) {
      throw new DomainFailure({ code: 'NOT_FOUND', field: 'id', detail: `there is no token ${id.slice(0, 40)}` });
    }
    const at = systemClock.now();
    await this.audit.recorded({ actor: actorName(by), action: 'token.revoke', subject: id }, (client) =>
      this.tokens.revoke(client, id, at),
    );
    this.known.delete(id);
    return { ...found.view, revokedAt: found.view.revokedAt ?? at };
  }

  private async issue(by: string, request: TokenRequest): Promise<{ readonly token: string; readonly view: TokenView }> {
    const minted = mintSecret('toc');
    const entry = {
      actor: by,
      action: 'token.create',
      subject: minted.id,
      detail: {
        ...request.owner,
        name: request.name,
        role: request.role,
        permissions: request.permissions ?? null,
        expiresAt: request.expiresAt,
      },
    };
    await this.audit.recorded(entry, (client) => this.tokens.insert(client, minted, request, { by, at: systemClock.now() }));
    const record = await this.tokens.find(minted.id);
    if (record === undefined) throw new Error('a token that was just made is gone');
    return { token: minted.text, view: record.view };
  }

  private async viewerOf(parsed: ParsedSecret): Promise<Viewer | undefined> {
    const known = await this.knownToken(parsed.id);
    return known !== undefined && sameDigest(known.record.digest, parsed.digest) ? known.viewer : undefined;
  }

  private async knownToken(id: string): Promise<Known | undefined> {
    const at = systemClock.now();
    let known = this.known.get(id);
    if (known === undefined || known.until <= at) {
      const record = await this.tokens.find(id);
      if (record === undefined) return undefined;
      known = { record, viewer: viewerOf(record), until: at + CACHE_MS };
      if (this.known.size >= CACHE_ENTRIES) this.known.clear();
      this.known.set(id, known);
    }
    const { expiresAt, revokedAt } = known.record.view;
    if (revokedAt !== null || (expiresAt !== null && expiresAt <= at)) return undefined;
    this.touch(id, at);
    return known;
  }

  /** At most once a minute, and never in anybody's way. */
  private touch(id: string, at: Instant): void {
    if (at - (this.touched.get(id) ?? 0) < TOUCH_EVERY_MS) return;
    if (this.touched.size >= CACHE_ENTRIES) this.touched.clear();
    this.touched.set(id, at);
    this.tokens.touch(id, at).catch((error: unknown) => this.logger.warn(`last use of token ${id} was not recorded: ${String(error)}`));
  }
}

function viewerOf({ view }: TokenRecord): Viewer {
  return {
    person: view.person,
    ...(view.tool === null ? {} : { tool: view.tool }),
    role: view.role,
    permissions: new Set(view.permissions),
    tokenId: view.id,
  };
}
