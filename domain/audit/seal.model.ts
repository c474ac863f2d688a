import type { Instant } from '../instant.js';

/** Where one chain stood: the incident's key, `audit_log`, …; how many links it had; the newest of them. */
export interface ChainHead {
  readonly chain: string;
  readonly length: number;
  readonly head: string;
}

interface Link {
  /** From 1 without a gap. */
  readonly number: number;
  readonly at: Instant;
  /** The digest of the entry before; empty for the first. */
  readonly previous: string;
}

/** Everything that has changed since the seal before, fixed. */
export interface Seal extends Link {
  readonly kind: 'SEAL';
  /** Sorted by chain. */
  readonly heads: readonly ChainHead[];
}

/** A signature of the entry before, and with it of every entry before that one. */
export interface SealSignature extends Link {
  readonly kind: 'SIGNATURE';
  /** The id of the public key that verifies it. */
  readonly key: string;
  /** Ed25519, base64, of `signedText`. */
  readonly signature: string;
}

export type UnlinkedEntry = Seal | SealSignature;

/** One entry of the chain of seals; `digest` is what the next one builds upon. */
export type SealEntry = UnlinkedEntry & { readonly digest: string };

/** What is signed: which entry, and when. */
export const signedText = ({ number, at, previous }: Pick<SealSignature, 'number' | 'at' | 'previous'>): string =>
  `tocsin-seal\n${number}\n${at}\n${previous}`;
