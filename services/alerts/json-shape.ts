import type { DomainError } from '../../domain/error.js';
import { LIMITS } from './limits.js';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;

/**
 * Why `bytes` would hold the process up if it were parsed; null: it would not. A few ns per byte, against up to a µs
 * per member of one huge object and up to 60 bytes of memory per level. Bodies too small to do harm are not looked at.
 */
export function oversizedShape(bytes: Buffer): DomainError | null {
  if (bytes.length < LIMITS.suspectBytes) return null;
  const members = new Uint32Array(LIMITS.jsonDepth + 1);
  let depth = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE) at = endOfString(bytes, at);
    else if (byte === COLON) {
      const count = (members[depth] ?? 0) + 1;
      if (count > LIMITS.jsonMembers) return refusal(`one object has more than ${LIMITS.jsonMembers} members`);
      members[depth] = count;
    } else {
      depth = Math.max(0, depth + levelsOf(byte));
      if (depth > LIMITS.jsonDepth) return refusal(`nested deeper than ${LIMITS.jsonDepth} levels`);
      if (levelsOf(byte) === 1) members[depth] = 0;
    }
  }
  return null;
}

/** 1 where an object or list begins, -1 where one ends. */
function levelsOf(byte: number | undefined): number {
  if (byte === 0x7b || byte === 0x5b) return 1;
  return byte === 0x7d || byte === 0x5d ? -1 : 0;
}

/** The index of the quote that ends the string beginning at `start`; the end of the bytes where none does. */
function endOfString(bytes: Buffer, start: number): number {
  let at = start + 1;
  while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
  return at;
}

const refusal = (detail: string): DomainError => ({
  code: 'LIMIT_EXCEEDED',
  field: 'body',
  detail: `body: ${detail}`,
  hint: 'send fewer labels',
});
