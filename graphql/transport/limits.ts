import { POSTMORTEM_MAX } from '../../domain/postincident/postmortem-length.js';

/** JSON may write each UTF-16 unit as `\u0436`. */
const BYTES_OF_A_CHARACTER = 6;
/** The document, and whatever else stands beside the longest text. */
const BESIDE = 100_000;

/** What one request may ask for; equal over HTTP and WebSocket. */
export const LIMITS = {
  /** Levels of fields, introspection excepted (it has its own rule). */
  depth: 8,
  /** Lexical tokens of a document. */
  tokens: 1_000,
  aliases: 15,
  directives: 5,
  /** Characters of a document: compiled ones are kept by their text. */
  document: 100_000,
  /** Bytes of one request or message: the longest text that any field takes fits, however it is escaped. */
  bytes: POSTMORTEM_MAX * BYTES_OF_A_CHARACTER + BESIDE,
  /** Root fields of a mutation: each is a command. */
  mutations: 10,
} as const;
