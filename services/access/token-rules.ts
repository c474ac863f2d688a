import type { DomainError } from '../../domain/error.js';
import type { Instant } from '../../domain/instant.js';
import { err, ok, type Result } from '../../domain/result.js';
import { permissionsOf, type TokenRequest, type Viewer } from './access.model.js';

const MAX_NAME = 100;
/** As in the handbook. Nobody is called `*` or nothing at all: in queries these stand for everybody and nobody. */
const PERSON = /^[a-z0-9][a-z0-9._-]{0,63}$/i;
/** Names are shown in terminals and in pages' headers: nothing that steers them. */
const STEERS = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** Who asks for a token, and until when their own proof holds; null: without end. */
export type TokenMaker = Viewer & { readonly expiresAt?: Instant | null };

/**
 * The request, or why it is refused. A token never does more than its maker may nor outlives the token it was made with,
 * and only those who manage tokens make them for somebody else or for a tool.
 */
export function judgeTokenRequest(by: TokenMaker, request: TokenRequest, at: Instant): Result<TokenRequest, DomainError> {
  const problem = problemOf(request, at) ?? ownershipProblem(by, request) ?? reachProblem(by, request) ?? lifeProblem(by, request);
  if (problem !== null) return err(problem);
  const isWhole = by.role === 'ADMIN' && request.permissions === undefined;
  return ok({
    ...request,
    name: request.name.trim(),
    ...(isWhole ? {} : { permissions: permissionsOf(request.role, request.permissions ?? null) }),
  });
}

function problemOf({ name, owner, expiresAt }: TokenRequest, at: Instant): DomainError | null {
  if (!isName(name)) return unusable('name', `a token needs a name of at most ${MAX_NAME} characters, all of them visible`);
  if ('person' in owner && !PERSON.test(owner.person)) return unusable('person', 'a person is named by their id in the handbook');
  if ('tool' in owner && !isName(owner.tool))
    return unusable('tool', `a tool has a name of at most ${MAX_NAME} characters, all of them visible`);
  const isOver = expiresAt !== null && expiresAt <= at;
  return isOver ? { code: 'INVALID_INPUT', field: 'expiresAt', detail: 'this token would have expired already' } : null;
}

const isName = (text: string): boolean => text.trim() !== '' && text.length <= MAX_NAME && !STEERS.test(text);
const unusable = (field: string, detail: string): DomainError => ({ code: 'INVALID_INPUT', field, detail });

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

/** A token that ends soon is no way to one that never does. */
function lifeProblem({ expiresAt: end = null }: TokenMaker, { expiresAt }: TokenRequest): DomainError | null {
  if (end === null || (expiresAt !== null && expiresAt <= end)) return null;
  const detail = 'a token does not outlive the one it was made with';
  return { code: 'FORBIDDEN', field: 'expiresAt', detail, hint: `name an instant not after ${new Date(end).toISOString()}` };
}
