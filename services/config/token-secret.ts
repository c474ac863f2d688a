import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** `toc` for an API token, `tos` for a browser session, `tcf` for a calendar feed; so that a leaked one is recognised by what scans for secrets. */
export type SecretPrefix = 'toc' | 'tos' | 'tcf';

export interface MintedSecret {
  /** Public: finds the row. */
  readonly id: string;
  /** What its owner keeps; it cannot be shown again. */
  readonly text: string;
  readonly digest: Buffer;
}

export interface ParsedSecret {
  readonly id: string;
  readonly digest: Buffer;
}

const ID_BYTES = 8;
const SECRET_BYTES = 32;
const SHAPE = /^(toc|tos|tcf)_([0-9a-f]{16})_([0-9a-f]{64})$/;

const digestOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** `prefix_id_secret` with 256 random bits; only the SHA-256 of the secret is to be stored. `id`: of a row that there is already. */
export function mintSecret(prefix: SecretPrefix, id = randomBytes(ID_BYTES).toString('hex')): MintedSecret {
  const secret = randomBytes(SECRET_BYTES).toString('hex');
  return { id, text: `${prefix}_${id}_${secret}`, digest: digestOf(secret) };
}

/** The id to look up and the digest to compare; undefined for whatever is not a secret of this prefix. Never throws. */
export function parseSecret(prefix: SecretPrefix, text: string): ParsedSecret | undefined {
  const [, found, id, secret] = SHAPE.exec(text) ?? [];
  if (found !== prefix || id === undefined || secret === undefined) return undefined;
  return { id, digest: digestOf(secret) };
}

/** Takes equally long wherever the two differ. */
export const sameDigest = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b);
