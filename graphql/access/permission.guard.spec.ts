import 'reflect-metadata';
import type { ExecutionContext } from '@nestjs/common';
import { DomainFailure } from '../../domain/error.js';
import type { Viewer } from '../../services/access/access.model.js';
import { PermissionGuard } from './permission.guard.js';
import { Requires } from './requires.decorator.js';

class Fields {
  @Requires('incidents:read')
  reads(): void {}
  @Requires('ANYBODY')
  open(): void {}
  undeclared(): void {}
}

const ada: Viewer = { person: 'ada', role: 'VIEWER', permissions: new Set(['incidents:read']), tokenId: 't' };
const nobody: Viewer = { ...ada, permissions: new Set() };

function codeOf(field: keyof Fields, viewer: Viewer | null): string {
  const context = { getType: () => 'graphql', getHandler: () => Fields.prototype[field], getArgByIndex: () => ({ viewer, req: {} }) };
  try {
    // The guard reads these three of Nest's many.
    return new PermissionGuard().canActivate(context as unknown as ExecutionContext) ? 'PASSES' : 'STOPS';
  } catch (error) {
    return error instanceof DomainFailure ? error.error.code : String(error);
  }
}

describe('the guard', () => {
  it('lets pass whoever has the declared permission', () => {
    expect(codeOf('reads', ada)).toBe('PASSES');
    expect(codeOf('reads', nobody)).toBe('FORBIDDEN');
    expect(codeOf('reads', null)).toBe('UNAUTHENTICATED');
    expect(codeOf('open', null)).toBe('PASSES');
  });

  it('refuses a field without a declared permission to everybody', () => {
    const all: Viewer = { ...ada, role: 'ADMIN', permissions: new Set(['incidents:read', 'tokens:manage', 'audit:read']) };
    for (const viewer of [all, ada, nobody]) expect(codeOf('undeclared', viewer)).toBe('FORBIDDEN');
    expect(codeOf('undeclared', null)).toBe('UNAUTHENTICATED');
  });
});
