import type { DataSource } from 'typeorm';
import { DomainFailure } from '../../../domain/error.js';
import { AccessService } from '../../../services/access/access.service.js';
import { SessionsRepository } from '../../../services/access/sessions.repository.js';
import { TokensRepository } from '../../../services/access/tokens.repository.js';
import { AuditLogService } from '../../../services/audit/audit-log.service.js';
import { createDataSource } from '../../../services/persistence/data-source.js';
import { testServers } from '../../support/servers.js';

let dataSource: DataSource;
let audit: AuditLogService;

/** As another process would see it: nothing cached. */
const access = (): AccessService => new AccessService(new TokensRepository(dataSource), new SessionsRepository(dataSource), audit);
const codeOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'OK',
    (error: unknown) => (error instanceof DomainFailure ? error.error.code : String(error)),
  );

beforeAll(async () => {
  const { databaseUrl } = await testServers();
  dataSource = await createDataSource({ url: databaseUrl, poolSize: 4 }).initialize();
  audit = new AuditLogService(dataSource);
});
afterAll(() => dataSource.destroy());

describe('tokens', () => {
  it('prove who asks, and what they may do', async () => {
    const viewer = await access().authenticate(await access().issueAdminToken('ada'));
    expect(viewer).toMatchObject({ person: 'ada', role: 'ADMIN' });
    expect(viewer.permissions.has('tokens:manage')).toBe(true);
  });

  it('[I11] are stored and recorded as digests only', async () => {
    const token = await access().issueAdminToken('ada');
    const secret = token.split('_')[2] ?? '';
    const { rows } = await dataSource
      .query(`SELECT (SELECT json_agg(t)::text FROM api_tokens t) || (SELECT json_agg(a)::text FROM audit_log a) AS text`)
      .then((found: { text: string }[]) => ({ rows: found }));
    expect(rows[0]?.text).not.toContain(secret);
    expect(rows[0]?.text).toContain('token.create');
  });

  it('are refused alike when wrong, revoked or expired', async () => {
    const admin = await access().authenticate(await access().issueAdminToken('ada'));
    const revoked = await access().createToken(admin, { name: 'old', owner: { person: 'ben' }, role: 'RESPONDER', expiresAt: null });
    await access().revokeToken(admin, revoked.view.id);
    const expired = await access().createToken(admin, {
      name: 'short',
      owner: { person: 'ben' },
      role: 'VIEWER',
      expiresAt: Date.now() + 60_000,
    });
    await dataSource.query('UPDATE api_tokens SET expires_at = created_at WHERE id = $1', [expired.view.id]);
    const wrong = `${revoked.token.slice(0, -1)}${revoked.token.endsWith('0') ? '1' : '0'}`;
    for (const token of [revoked.token, expired.token, wrong, 'nonsense', '']) {
      expect(await codeOf(access().authenticate(token))).toBe('UNAUTHENTICATED');
    }
  });

  it('are refused at once in the process that revoked them', async () => {
    const service = access();
    const admin = await service.authenticate(await service.issueAdminToken('ada'));
    const { token, view } = await service.createToken(admin, {
      name: 'laptop',
      owner: { person: 'ben' },
      role: 'RESPONDER',
      expiresAt: null,
    });
    expect((await service.authenticate(token)).person).toBe('ben');
    await service.revokeToken(admin, view.id);
    expect(await codeOf(service.authenticate(token))).toBe('UNAUTHENTICATED');
  });

  it('of somebody else are neither shown nor revoked, as if they were not there', async () => {
    const service = access();
    const admin = await service.authenticate(await service.issueAdminToken('ada'));
    const made = await service.createToken(admin, { name: 'ben', owner: { person: 'ben' }, role: 'RESPONDER', expiresAt: null });
    const ben = await service.authenticate(made.token);
    expect(await codeOf(service.revokeToken(ben, admin.tokenId))).toBe('NOT_FOUND');
    expect(await codeOf(service.revokeToken(ben, 'no-such-token'))).toBe('NOT_FOUND');
    expect((await service.listTokens(ben)).every((token) => token.person === 'ben')).toBe(true);
  });
});

describe('sessions', () => {
  it('last as long as the token they were opened with', async () => {
    const service = access();
    const admin = await service.authenticate(await service.issueAdminToken('ada'));
    const { token, view } = await service.createToken(admin, {
      name: 'phone',
      owner: { person: 'ben' },
      role: 'RESPONDER',
      expiresAt: null,
    });
    const { session } = await service.openSession(token);
    expect((await service.authenticateSession(session)).person).toBe('ben');
    await service.revokeToken(admin, view.id);
    expect(await codeOf(service.authenticateSession(session))).toBe('UNAUTHENTICATED');
  });

  it('end when they are closed, and are not for tools', async () => {
    const service = access();
    const token = await service.issueAdminToken('ada');
    const { session, viewer } = await service.openSession(token);
    await service.closeSession(session);
    expect(await codeOf(service.authenticateSession(session))).toBe('UNAUTHENTICATED');
    const bot = await service.createToken(viewer, { name: 'bot', owner: { tool: 'deploybot' }, role: 'RESPONDER', expiresAt: null });
    expect(await codeOf(service.openSession(bot.token))).toBe('FORBIDDEN');
  });
});

describe('the audit log', () => {
  it('[I9] is unbroken after concurrent writers, and names the first row that was changed or removed', async () => {
    await Promise.all(Array.from({ length: 8 }, () => access().issueAdminToken('ada')));
    const whole = await audit.verify();
    expect(whole.intact).toBe(true);
    await expect(dataSource.query(`UPDATE audit_log SET actor = 'mallory' WHERE number = 2`)).rejects.toThrow('append-only');
    await dataSource.query('ALTER TABLE audit_log DISABLE TRIGGER tr_audit_log_append_only');
    await dataSource.query(`UPDATE audit_log SET actor = 'mallory' WHERE number = 3`);
    expect(await audit.verify()).toEqual({ intact: false, brokenAt: 3 });
    await dataSource.query('DELETE FROM audit_log WHERE number = 2');
    expect(await audit.verify()).toEqual({ intact: false, brokenAt: 2 });
  });
});
