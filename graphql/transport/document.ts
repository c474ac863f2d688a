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
import { LIMIT_RULES, LimitError } from './limit.rules.js';
import { LIMITS } from './limits.js';

/** Whether the document is longer than is read at all; stops counting where it is. */
export function hasTooManyTokens(text: string): boolean {
  const lexer = new Lexer(new Source(text));
  try {
    for (let count = 0; lexer.advance().kind !== TokenKind.EOF; count += 1) if (count >= LIMITS.tokens) return true;
  } catch {
    return false; // not a token at all: the parser says where
  }
  return false;
}

/** The document, read and judged as over HTTP: the same limits, the same errors. Throws `GraphQLError` where it cannot be read. */
export function readDocument(
  schema: GraphQLSchema,
  text: string,
): { readonly document: DocumentNode; readonly errors: readonly GraphQLError[] } {
  if (hasTooManyTokens(text)) throw new LimitError('tokens', LIMITS.tokens);
  const document = parse(text, { maxTokens: LIMITS.tokens });
  return { document, errors: validate(schema, document, [...specifiedRules, ...LIMIT_RULES], { maxErrors: 20 }) };
}
