import type { FastifyReply, FastifyRequest } from 'fastify';
import { type ExecutionResult, GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { MercuriusOptions } from 'mercurius';
import { DomainFailure } from '../../domain/error.js';
import { hasTooManyTokens } from './document.js';
import { publicError } from './errors.js';
import { LimitError } from './limit.rules.js';
import { LIMITS } from './limits.js';

interface Answer {
  readonly statusCode: number;
  readonly response: { readonly data: ExecutionResult['data'] | null; readonly errors: readonly GraphQLFormattedError[] };
}

/** Errors of a document that was executed are answered 200; of one that was not, 400; without proof of identity, 401. */
export function answerOf(failed: { readonly data?: unknown; readonly errors: readonly unknown[] }, text: unknown): Answer {
  const errors = failed.errors.flatMap((error) => unwrapped(error, text)).map(publicError);
  const data = (failed.data ?? null) as Answer['response']['data'];
  const isRejected = data === null && errors.every(({ path }) => path === undefined);
  return { statusCode: isRejected ? Math.max(400, statusOf(errors)) : statusOf(errors), response: { data, errors } };
}

/** `answerOf` for Mercurius, which types the errors as GraphQLError and only ever serializes them. */
export const formatExecution: NonNullable<MercuriusOptions['errorFormatter']> = (execution, context) => {
  const { statusCode, response } = answerOf(execution, '__currentQuery' in context ? context.__currentQuery : undefined);
  return { statusCode, response: response as unknown as ExecutionResult };
};

function statusOf(errors: readonly GraphQLFormattedError[]): number {
  if (errors.length > 0 && errors.every(({ extensions }) => extensions?.code === 'UNAUTHENTICATED')) return 401;
  return 200;
}

/** Mercurius wraps what it refuses itself. */
function unwrapped(error: unknown, text: unknown): readonly unknown[] {
  const original: unknown = error instanceof GraphQLError ? error.originalError : error;
  if (original instanceof DomainFailure) return [error];
  const inner: unknown = typeof original === 'object' && original !== null && 'errors' in original ? original.errors : undefined;
  if (Array.isArray(inner)) return inner.flatMap((one: unknown) => [tokenLimit(one, text) ?? asGraphql(one)]);
  return [refusedByFastify(original) ?? error];
}

/** The parser stops at the limit and says so in words only: the document is counted again, to know. */
function tokenLimit(error: unknown, text: unknown): LimitError | undefined {
  const unreadable = error instanceof GraphQLError && error.nodes === undefined;
  return unreadable && typeof text === 'string' && hasTooManyTokens(text) ? new LimitError('tokens', LIMITS.tokens) : undefined;
}

const asGraphql = (error: unknown): unknown =>
  error instanceof GraphQLError
    ? error
    : new GraphQLError(error instanceof Error ? error.message : 'the request is not accepted', { extensions: { code: 'INVALID_INPUT' } });

/** 4xx of the server below: a body that is too large, no JSON, a method that is not allowed. */
function refusedByFastify(error: unknown): GraphQLError | undefined {
  if (!(error instanceof Error) || !('statusCode' in error) || typeof error.statusCode !== 'number' || error.statusCode >= 500)
    return undefined;
  if (error.statusCode !== 413) return new GraphQLError(error.message, { extensions: { code: 'MALFORMED_PAYLOAD' } });
  const hint = 'see the description of the field that is so long';
  return new GraphQLError(`the request has more than ${LIMITS.bytes} bytes`, { extensions: { code: 'PAYLOAD_TOO_LARGE', hint } });
}

/** What is refused before GraphQL sees it, in the same shape; with the server's own status where that is the client's fault. */
export async function answerError(
  error: Error & { readonly statusCode?: number },
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const { statusCode, response } = answerOf({ errors: [error] }, textOf(request));
  const ours = response.errors.some(({ extensions }) => extensions?.code === 'INTERNAL');
  const given = error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500 ? error.statusCode : statusCode;
  await reply.code(ours ? 500 : given).send(response);
}

const textOf = ({ body }: FastifyRequest): unknown =>
  typeof body === 'object' && body !== null && 'query' in body ? body.query : undefined;
