import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Viewer } from '../../services/access/access.model.js';
import type { GraphqlContext } from './graphql-context.js';

/** The viewer that the guard let pass. */
export const CurrentViewer = createParamDecorator((_: unknown, context: ExecutionContext): Viewer | null => {
  return context.getArgByIndex<GraphqlContext>(2).viewer;
});
