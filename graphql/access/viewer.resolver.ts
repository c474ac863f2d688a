import { Field, ObjectType, Query, Resolver } from '@nestjs/graphql';
import type { Viewer as Asking } from '../../services/access/access.model.js';
import { DirectoryService } from '../../services/incidents/directory.service.js';
import { personOf } from '../handbook/directory.view.js';
import { ERROR_MEANINGS, ErrorCodeEnum } from '../support/error-code.enum.js';
import { CurrentViewer } from './current-viewer.decorator.js';
import { Requires } from './requires.decorator.js';
import { Viewer } from './viewer.model.js';

@ObjectType({ description: 'A reason for which something is refused.' })
export class ErrorMeaning {
  @Field(() => ErrorCodeEnum, { description: '`extensions.code` of the error.' })
  readonly code!: string;
  @Field(() => String, { description: 'What it means. The error itself says more, and in `extensions.hint` what to do.' })
  readonly meaning!: string;
}

@Resolver()
export class ViewerResolver {
  constructor(private readonly directory: DirectoryService) {}

  @Query(() => Viewer, { description: 'Who asks, and what they may do.' })
  @Requires('viewer:read')
  async viewer(@CurrentViewer() { person, tool, role, permissions, tokenId }: Asking) {
    await this.directory.current();
    return {
      person: person === null ? null : personOf(this.directory, person),
      tool: tool ?? null,
      role,
      permissions: [...permissions],
      tokenId,
    };
  }

  @Query(() => [ErrorMeaning], { description: 'Every code that an error can have.' })
  @Requires('ANYBODY')
  errorCodes(): readonly ErrorMeaning[] {
    return Object.entries(ERROR_MEANINGS).map(([code, meaning]) => ({ code, meaning }));
  }
}
