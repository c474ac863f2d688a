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
  const name = request.name.trim();
  if (name === '' || name.length > MAX_NAME) {
    return err({ code: 'INVALID_INPUT', field: 'name', detail: `a token needs a name of at most ${MAX_NAME} characters` });
  }
  if (request.expiresAt !== null && request.expiresAt <= at) {
    return err({ code: 'INVALID_INPUT', field: 'expiresAt', detail: 'this token would have expired already' });
  }
  const own = by.person !== null && 'person' in request.owner && request.owner.person === by.person;
  if (!own && !by.permissions.has('tokens:manage')) {
    return err({ code: 'FORBIDDEN', detail: 'only an administrator makes tokens for others and for tools' });
  }
  if (by.role !== 'ADMIN' && request.role !== by.role && request.role !== 'VIEWER') {
    return err({ code: 'FORBIDDEN', field: 'role', detail: `a ${by.role} makes tokens of that role or VIEWER` });
  }
  const asked = permissionsOf(request.role, request.permissions ?? null);
  const beyond = asked.filter((permission) => !by.permissions.has(permission));
  if (beyond.length > 0) {
    return err({ code: 'FORBIDDEN', detail: `a token cannot do more than its maker: ${beyond.join(', ')}`, hint: 'name fewer permissions' });
  }
  const narrowed = by.role !== 'ADMIN' || request.permissions !== undefined ? asked : undefined;
  return ok({ ...request, name, ...(narrowed === undefined ? {} : { permissions: narrowed }) });
}
