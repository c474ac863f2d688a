import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { DomainFailure, ERROR_CODES, type ErrorCode } from '../../domain/error.js';

const logger = new Logger('GraphQL');
const CODES: ReadonlySet<unknown> = new Set(ERROR_CODES);

/** What a client learns of an error: a code, a sentence, the field, the way out. Never a stack, never a statement. */
export function publicError(error: unknown): GraphQLFormattedError {
  const given = error instanceof GraphQLError ? error : undefined;
  const place = { ...(given?.locations ? { locations: given.locations } : {}), ...(given?.path ? { path: given.path } : {}) };
  const failure = failureIn(error);
  if (failure !== undefined) {
    const { code, detail, field, hint } = failure.error;
    return {
      message: detail,
      ...place,
      extensions: { code, ...(field === undefined ? {} : { field }), hint: hint ?? HINTS[code] ?? HINT },
    };
  }
  if (given !== undefined && isAboutTheRequest(given)) return { message: given.message, ...place, extensions: extensionsOf(given) };
  const reference = randomUUID();
  logger.error(`${reference} ${stackOf(error)}`);
  return {
    message: 'something went wrong on our side',
    ...place,
    extensions: { code: 'INTERNAL', reference, hint: 'tell an operator the reference' },
  };
}

const HINT = 'see the field’s description';
const HINTS: Partial<Record<ErrorCode, string>> = {
  NOT_FOUND: 'check the key; what you may not see does not exist for you',
  FORBIDDEN: 'ask an administrator for a token of another role',
  UNAUTHENTICATED: 'send `Authorization: Bearer <token>`, or sign in',
  CONFLICT: 'read it again and decide anew',
  UNAVAILABLE: 'try again in a moment, with the same commandId',
  ALERTS_STILL_FIRING: 'resolve with confirm: true if it is over all the same',
  INCIDENT_CLOSED: 'declare a new incident',
};

/** What a client wrote: said by GraphQL itself, and not while a field was resolved. */
function isAboutTheRequest(error: GraphQLError): boolean {
  if (CODES.has(extensionsIn(error)['code'])) return true;
  const { originalError, path } = error;
  return path === undefined && (originalError === undefined || (originalError instanceof GraphQLError && isAboutTheRequest(originalError)));
}

/** Errors of compiled queries have none. */
const extensionsIn = (error: GraphQLError): Readonly<Record<string, unknown>> =>
  (error as { readonly extensions?: Readonly<Record<string, unknown>> }).extensions ?? {};

/** A document that cannot be read or is not accepted. */
function extensionsOf(error: GraphQLError): Record<string, unknown> {
  const { code, hint } = extensionsIn(error);
  if (CODES.has(code)) return { code, hint: typeof hint === 'string' ? hint : HINT };
  const unreadable = error.nodes === undefined && error.positions !== undefined;
  return unreadable
    ? { code: 'MALFORMED_PAYLOAD', hint: 'the document is not GraphQL; see the location' }
    : { code: 'INVALID_INPUT', hint: 'compare with the schema: graphql/schema.graphql, or the explorer at /graphiql' };
}

function failureIn(error: unknown): DomainFailure | undefined {
  if (error instanceof DomainFailure) return error;
  return error instanceof GraphQLError && error.originalError instanceof DomainFailure ? error.originalError : undefined;
}

function stackOf(error: unknown): string {
  const cause = error instanceof GraphQLError ? (error.originalError ?? error) : error;
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}
