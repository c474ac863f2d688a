import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainFailure } from '../../domain/error.js';
import { tooLong } from './document.js';

const OPERATION_NAME = /^[_A-Za-z]\w{0,99}$/;
/** The executor would take JSON for a syntax tree, past every limit: no document begins like that. */
const JSON_TREE = /^\s*(?:\{\s*["}]|[["\d-]|true\b|false\b|null\b)/;

interface GraphqlRequest {
  query?: unknown;
  operationName?: unknown;
}

/**
 * Judges a request before it is looked up among compiled documents. The name of the operation becomes part of the document's
 * text: compiled operations are kept by text, and one document with two operations must not answer for the other.
 */
export function guardRequest(request: FastifyRequest, _reply: FastifyReply, done: (error?: Error) => void): void {
  const asked = (request.method === 'GET' ? request.query : request.body) as GraphqlRequest | null | undefined;
  if (Array.isArray(asked)) return done(refusal('LIMIT_EXCEEDED', 'one operation per request; batches are not accepted'));
  if (typeof asked !== 'object' || asked === null) return done(refusal('MALFORMED_PAYLOAD', 'the body is a JSON object with `query`'));
  const { query, operationName } = asked;
  if (typeof query !== 'string' || JSON_TREE.test(query)) return done(refusal('MALFORMED_PAYLOAD', '`query` is a GraphQL document'));
  const refused = tooLong(query);
  if (refused !== undefined) return done(Object.assign(refused, { statusCode: 413 }));
  if (isAbsent(operationName)) return done();
  if (typeof operationName !== 'string' || !OPERATION_NAME.test(operationName))
    return done(refusal('MALFORMED_PAYLOAD', '`operationName` is a name'));
  asked.query = `${query}\n#${operationName}`;
  return done();
}

const isAbsent = (name: unknown): boolean => name === undefined || name === null || name === '';

const refusal = (code: 'LIMIT_EXCEEDED' | 'MALFORMED_PAYLOAD', detail: string): Error =>
  Object.assign(new DomainFailure({ code, detail, hint: 'send `{ "query": "…", "variables": {…} }` as application/json' }), {
    statusCode: 400,
  });
