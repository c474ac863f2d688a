/** What one request may ask for; equal over HTTP and WebSocket. */
export const LIMITS = {
  /** Levels of fields, introspection excepted (it has its own rule). */
  depth: 8,
  /** Lexical tokens of a document. */
  tokens: 1_000,
  aliases: 15,
  directives: 5,
  /** Bytes of one request or message. */
  bytes: 100_000,
  /** Root fields of a mutation: each is a command. */
  mutations: 10,
} as const;
