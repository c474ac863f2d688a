import type { MercuriusDriverConfig } from '@nestjs/mercurius';
import type { FastifyRequest } from 'fastify';
import type { GraphqlContext } from '../access/graphql-context.js';
import type { Authenticator } from './authenticator.js';
import { guardRequest } from './guard-request.js';
import { answerError, formatExecution } from './http-errors.js';
import { LIMIT_RULES } from './limit.rules.js';
import { LIMITS } from './limits.js';
import { withDefaults } from './variable-defaults.js';

/** GraphQL over HTTP: compiled queries, our limits, our errors. WebSockets are served beside it, by the same rules. */
export function mercuriusOptions(authenticator: Authenticator): Omit<MercuriusDriverConfig, 'driver'> {
  return {
    path: '/graphql',
    autoSchemaFile: true,
    fieldResolverEnhancers: [],
    graphiql: false,
    jit: 1,
    cache: 512,
    allowBatchedQueries: false,
    /** A form of another site can neither send JSON nor set a header. */
    csrfPrevention: { requiredHeaders: ['authorization', 'graphql-require-preflight', 'x-mercurius-operation-name'] },
    graphql: { parseOptions: { maxTokens: LIMITS.tokens }, validateOptions: { maxErrors: 20 } },
    validationRules: [...LIMIT_RULES],
    additionalRouteOptions: { bodyLimit: LIMITS.bytes, preHandler: guardRequest },
    hooks: { preExecution: (_schema, document, _context, given) => fill(withDefaults(document, given)) },
    errorFormatter: formatExecution,
    errorHandler: answerError,
    context: (request: FastifyRequest): Promise<GraphqlContext> => contextOf(authenticator, request),
  };
}

const fill = (variables: Record<string, unknown> | undefined) => (variables === undefined ? undefined : { variables });

/** Never throws: Mercurius would ask again for the context of the answer that says so. */
async function contextOf(authenticator: Authenticator, request: FastifyRequest): Promise<GraphqlContext> {
  try {
    return { viewer: await authenticator.viewerOf(request.headers), req: request };
  } catch (error) {
    return { viewer: null, refusal: error instanceof Error ? error : new Error(String(error)), req: request };
  }
}
