import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { DomainFailure } from '../../domain/error.js';
import type { Permission } from '../../services/access/access.model.js';
import type { GraphqlContext } from './graphql-context.js';
import { REQUIRES } from './requires.decorator.js';

/** Refuses every GraphQL field that declares no permission, and everybody who lacks the one it declares. */
@Injectable()
export class PermissionGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    if (context.getType<string>() !== 'graphql') return true;
    const required = Reflect.getMetadata(REQUIRES, context.getHandler()) as Permission | 'ANYBODY' | undefined;
    if (required === 'ANYBODY') return true;
    const { viewer, refusal } = context.getArgByIndex<GraphqlContext>(2);
    if (viewer === null) {
      if (refusal !== undefined) throw refusal;
      throw new DomainFailure({
        code: 'UNAUTHENTICATED',
        detail: 'this needs a token or a session',
        hint: 'send `Authorization: Bearer <token>`; make one with `tocsin token create`, or sign in',
      });
    }
    if (required !== undefined && viewer.permissions.has(required)) return true;
    throw new DomainFailure({
      code: 'FORBIDDEN',
      detail: required === undefined ? 'this field is open to nobody' : `this needs the permission ${required}`,
      hint: 'ask an administrator for a token of another role',
    });
  }
}
