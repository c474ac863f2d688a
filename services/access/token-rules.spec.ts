import { permissionsOf, type Role, type TokenRequest, type Viewer } from './access.model.js';
import { judgeTokenRequest } from './token-rules.js';

const viewer = (role: Role, person: string | null = 'ada'): Viewer => ({
  person,
  role,
  permissions: new Set(permissionsOf(role, null)),
  tokenId: 't',
});
const request: TokenRequest = { name: 'laptop', owner: { person: 'ada' }, role: 'RESPONDER', expiresAt: null };
const codeOf = (by: Viewer, asked: Partial<TokenRequest>): string => {
  const judged = judgeTokenRequest(by, { ...request, ...asked }, 1_000);
  return judged.ok ? 'OK' : judged.error.code;
};

describe('who may make which token', () => {
  it('lets people make tokens of their own, up to what they may', () => {
    expect(codeOf(viewer('RESPONDER'), {})).toBe('OK');
    expect(codeOf(viewer('RESPONDER'), { role: 'VIEWER' })).toBe('OK');
    expect(codeOf(viewer('RESPONDER'), { role: 'ADMIN' })).toBe('FORBIDDEN');
    expect(codeOf(viewer('RESPONDER'), { role: 'AUDITOR' })).toBe('FORBIDDEN');
    expect(codeOf(viewer('RESPONDER'), { role: 'ADMIN', permissions: ['incidents:read'] })).toBe('FORBIDDEN');
  });

  it('keeps tokens for others and for tools with those who manage them', () => {
    expect(codeOf(viewer('RESPONDER'), { owner: { person: 'ben' } })).toBe('FORBIDDEN');
    expect(codeOf(viewer('RESPONDER'), { owner: { tool: 'deploybot' } })).toBe('FORBIDDEN');
    expect(codeOf(viewer('ADMIN'), { owner: { tool: 'deploybot' } })).toBe('OK');
  });

  it('never lets a narrowed token make a wider one', () => {
    const narrow: Viewer = { ...viewer('ADMIN'), permissions: new Set(['tokens:manage', 'incidents:read']) };
    expect(codeOf(narrow, { role: 'ADMIN' })).toBe('FORBIDDEN');
    expect(codeOf(narrow, { role: 'VIEWER', permissions: ['incidents:read'] })).toBe('OK');
  });

  it('refuses a nameless token and one that is over', () => {
    expect(codeOf(viewer('ADMIN'), { name: '  ' })).toBe('INVALID_INPUT');
    expect(codeOf(viewer('ADMIN'), { expiresAt: 999 })).toBe('INVALID_INPUT');
  });

  it('refuses names that steer a terminal, and persons who stand for everybody or nobody', () => {
    for (const name of ['a\u001b[31m', 'a\nb', 'a\u202eb']) expect(codeOf(viewer('ADMIN'), { name })).toBe('INVALID_INPUT');
    for (const person of ['*', '', ' ada', 'a\u0000', 'x'.repeat(65)])
      expect(codeOf(viewer('ADMIN'), { owner: { person } })).toBe('INVALID_INPUT');
    expect(codeOf(viewer('ADMIN'), { owner: { tool: 'a\nb' } })).toBe('INVALID_INPUT');
    expect(codeOf(viewer('ADMIN'), { name: 'Ada’s laptop', owner: { person: 'engineering-lead' } })).toBe('OK');
  });

  it('never lets a token make one that outlives it', () => {
    const short = { ...viewer('RESPONDER'), expiresAt: 5_000 };
    expect(codeOf(short, {})).toBe('FORBIDDEN');
    expect(codeOf(short, { expiresAt: 5_001 })).toBe('FORBIDDEN');
    expect(codeOf(short, { expiresAt: 5_000 })).toBe('OK');
  });
});
