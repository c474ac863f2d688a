import type { DomainError } from '../../domain/error.js';
import type { Instant } from '../../domain/instant.js';
import { err, ok, type Result } from '../../domain/result.js';
import { permissionsOf, type TokenRequest, type Viewer } from './access.model.js';

const MAX_NAME = 100;

/**
 * The request, or why it is refused. A token never does more than its maker may, and only those who manage tokens make
 * them for somebody else or for a tool.
 */
export function judgeTokenRequest(by: Viewer, request: TokenRequest, at: Instant): Result<TokenRequest, DomainError> {
  const problem = problemOf(request, at) ?? ownershipProblem(by, request) ?? reachProblem(by, request);
  if (problem !== null) return err(problem);
  const isWhole = by.role === 'ADMIN' && request.permissions === undefined;
  return ok({
    ...request,
    name: request.name.trim(),
    ...(isWhole ? {} : { permissions: permissionsOf(request.role, request.permissions ?? null) }),
  });
}

function problemOf({ name, expiresAt }: TokenRequest, at: Instant): DomainError | null {
  if (name.trim() === '' || name.length > MAX_NAME) {
    return { code: 'INVALID_INPUT', field: 'name', detail: `a token needs a name of at most ${MAX_NAME} characters` };
  }
  const isOver = expiresAt !== null && expiresAt <= at;
  return isOver ? { code: 'INVALID_INPUT', field: 'expiresAt', detail: 'this token would have expired already' } : null;
}

function ownershipProblem(by: Viewer, { owner, role }: TokenRequest): DomainError | null {
  const isOwn = by.person !== null && 'person' in owner && owner.person === by.person;
  if (!isOwn && !by.permissions.has('tokens:manage')) {
    return { code: 'FORBIDDEN', detail: 'only an administrator makes tokens for others and for tools' };
  }
  const isBelow = by.role === 'ADMIN' || role === by.role || role === 'VIEWER';
  return isBelow ? null : { code: 'FORBIDDEN', field: 'role', detail: `a ${by.role} makes tokens of that role or VIEWER` };
}

function reachProblem(by: Viewer, { role, permissions }: TokenRequest): DomainError | null {
  const beyond = permissionsOf(role, permissions ?? null).filter((permission) => !by.permissions.has(permission));
  if (beyond.length === 0) return null;
  return { code: 'FORBIDDEN', detail: `a token cannot do more than its maker: ${beyond.join(', ')}`, hint: 'name fewer permissions' };
}
