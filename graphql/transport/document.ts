import {
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  Lexer,
  parse,
  Source,
  specifiedRules,
  TokenKind,
  validate,
} from 'graphql';
import { DomainFailure } from '../../domain/error.js';
import { LIMIT_RULES, LimitError } from './limit.rules.js';
import { LIMITS } from './limits.js';

/** What a document is refused for before it is read; undefined: it is not too long. */
export const tooLong = (text: string): DomainFailure | undefined =>
  text.length <= LIMITS.document
    ? undefined
    : new DomainFailure({
        code: 'PAYLOAD_TOO_LARGE',
        detail: `the document has ${text.length} characters; at most ${LIMITS.document} are accepted`,
        hint: 'send values as variables',
      });

/** Whether the document has more tokens than are read at all; stops counting where it has. */
export function hasTooManyTokens(text: string): boolean {
  const lexer = new Lexer(new Source(text));
  try {
    for (let count = 0; lexer.advance().kind !== TokenKind.EOF; count += 1) if (count >= LIMITS.tokens) return true;
  } catch {
    return false; // not a token at all: the parser says where
  }
  return false;
}

/** The document, read and judged as over HTTP: the same limits, the same errors. Throws what it is refused for unread. */
export function readDocument(
  schema: GraphQLSchema,
  text: string,
): { readonly document: DocumentNode; readonly errors: readonly GraphQLError[] } {
  const refused = tooLong(text);
  if (refused !== undefined) throw refused;
  if (hasTooManyTokens(text)) throw new LimitError('tokens', LIMITS.tokens);
  const document = parse(text, { maxTokens: LIMITS.tokens });
  return { document, errors: validate(schema, document, [...specifiedRules, ...LIMIT_RULES], { maxErrors: 20 }) };
}
