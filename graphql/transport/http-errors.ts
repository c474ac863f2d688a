import type { FastifyReply, FastifyRequest } from 'fastify';
import { type ExecutionResult, GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { MercuriusContext } from 'mercurius';
import { LimitError } from './limit.rules.js';
import { hasTooManyTokens } from './document.js';
import { publicError } from './errors.js';
import { LIMITS } from './limits.js';

interface Failed {
  readonly data?: ExecutionResult['data'];
  readonly errors?: readonly unknown[];
}

/** Errors of a document that was executed are answered 200; of one that was not, 400; without proof of identity, 401. */
export function formatExecution(execution: Failed, context: MercuriusContext): { statusCode: number; response: { data: ExecutionResult['data']; errors: GraphQLError[] } } {
  const errors = (execution.errors ?? []).flatMap((error) => unwrapped(error, context)).map(publicError);
  const executed = execution.data !== undefined && execution.data !== null;
  const rejected = !executed && errors.every(({ path }) => path === undefined);
  const data = executed ? execution.data : null;
  // Mercurius types the errors as GraphQLError, and only ever serializes them.
  return { statusCode: statusOf(errors, rejected), response: { data, errors: errors as unknown as GraphQLError[] } };
}

function statusOf(errors: readonly GraphQLFormattedError[], rejected: boolean): number {
  if (errors.length > 0 && errors.every(({ extensions }) => extensions?.code === 'UNAUTHENTICATED')) return 401;
  return rejected ? 400 : 200;
}

/** Mercurius wraps what it refuses itself. */
function unwrapped(error: unknown, context: MercuriusContext): readonly unknown[] {
  const original: unknown = error instanceof GraphQLError ? error.originalError : error;
  const inner: unknown = typeof original === 'object' && original !== null && 'errors' in original ? original.errors : undefined;
  if (Array.isArray(inner)) return inner.flatMap((one: unknown) => [tokenLimit(one, context) ?? asGraphql(one)]);
  return [refusedByFastify(original) ?? error];
}

/** The parser stops at the limit and says so in words only: the document is counted again, to know. */
function tokenLimit(error: unknown, context: MercuriusContext): LimitError | undefined {
  const text: unknown = '__currentQuery' in context ? context.__currentQuery : undefined;
  const unreadable = error instanceof GraphQLError && error.nodes === undefined;
  return unreadable && typeof text === 'string' && hasTooManyTokens(text) ? new LimitError('tokens', LIMITS.tokens) : undefined;
}

const asGraphql = (error: unknown): unknown =>
  error instanceof GraphQLError ? error : new GraphQLError(error instanceof Error ? error.message : 'the request is not accepted', { extensions: { code: 'INVALID_INPUT' } });

/** 4xx of the server below: a body that is too large, no JSON, a method that is not allowed. */
function refusedByFastify(error: unknown): GraphQLError | undefined {
  if (!(error instanceof Error) || !('statusCode' in error) || typeof error.statusCode !== 'number' || error.statusCode >= 500) return undefined;
  return new GraphQLError(error.message, { extensions: { code: error.statusCode === 413 ? 'PAYLOAD_TOO_LARGE' : 'MALFORMED_PAYLOAD' } });
}

/** What Fastify refuses before GraphQL sees it, in the same shape. */
export async function answerError(error: Error & { readonly statusCode?: number }, _request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { statusCode, response } = formatExecution({ errors: [error] }, {} as MercuriusContext);
  const refused = error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500;
  await reply.code(refused && statusCode !== 401 ? (error.statusCode ?? statusCode) : statusCode === 400 ? 500 : statusCode).send(response);
}
