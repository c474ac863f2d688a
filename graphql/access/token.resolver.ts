import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { DomainFailure } from '../../domain/error.js';
import type { TokenOwner, Viewer } from '../../services/access/access.model.js';
import { AccessService } from '../../services/access/access.service.js';
import { INPUT } from '../support/input-argument.js';
import { CurrentViewer } from './current-viewer.decorator.js';
import { Requires } from './requires.decorator.js';
import { CreateTokenInput, CreateTokenPayload, RevokeTokenInput, RevokeTokenPayload, Token } from './token.model.js';

@Resolver()
export class TokenResolver {
  constructor(private readonly access: AccessService) {}

  @Query(() => [Token], { description: 'Tokens, newest first: everybody’s for administrators, otherwise your own.' })
  @Requires('tokens:create')
  tokens(@CurrentViewer() viewer: Viewer) {
    return this.access.listTokens(viewer);
  }

  @Mutation(() => CreateTokenPayload, { description: 'Makes a token; it never does more than yours.' })
  @Requires('tokens:create')
  async createToken(@Args('input', INPUT) input: CreateTokenInput, @CurrentViewer() viewer: Viewer) {
    const { name, role, permissions, expiresAt } = input;
    const request = {
      name,
      role,
      owner: ownerOf(input, viewer),
      expiresAt: expiresAt ?? null,
      ...(permissions == null ? {} : { permissions }),
    };
    const { token, view } = await this.access.createToken(viewer, request);
    return { secret: token, token: view };
  }

  @Mutation(() => RevokeTokenPayload, { description: 'Makes a token void, with the sessions that were opened with it.' })
  @Requires('tokens:create')
  async revokeToken(@Args('input', INPUT) { id }: RevokeTokenInput, @CurrentViewer() viewer: Viewer) {
    return { token: await this.access.revokeToken(viewer, id) };
  }
}

function ownerOf({ person, tool }: CreateTokenInput, viewer: Viewer): TokenOwner {
  if (person != null && tool != null)
    throw new DomainFailure({ code: 'INVALID_INPUT', field: 'tool', detail: 'a token is a person’s or a tool’s, not both' });
  if (tool != null) return { tool };
  const owner = person ?? viewer.person;
  if (owner === null) throw new DomainFailure({ code: 'INVALID_INPUT', field: 'person', detail: 'say whose token it is to be' });
  return { person: owner };
}
