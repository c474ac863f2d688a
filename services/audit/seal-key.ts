import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { type SealSignature, signedText } from '../../domain/audit/seal.model.js';

/** What signs seals. */
export interface SealKey {
  readonly id: string;
  /** SPKI, PEM: for whoever verifies. */
  readonly publicKey: string;
  sign(entry: Pick<SealSignature, 'number' | 'at' | 'previous'>): string;
  /** Of an export, by the SHA-256 of its manifest. */
  signExport(digest: string): string;
}

/** `sha256:` and 64 hex digits of the public key: short enough to read aloud, and to keep elsewhere. */
const idOf = (key: KeyObject): string =>
  `sha256:${createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex')}`;

const pemOf = (key: KeyObject): string => key.export({ type: 'spki', format: 'pem' }).toString();

/** `text`: an Ed25519 private key, PEM. Throws for anything else. */
export function sealKeyFrom(text: string): SealKey {
  const secret = createPrivateKey(text);
  if (secret.asymmetricKeyType !== 'ed25519') throw new Error('the seal key is not an Ed25519 key');
  const open = createPublicKey(secret);
  return {
    id: idOf(open),
    publicKey: pemOf(open),
    sign: (entry) => sign(null, Buffer.from(signedText(entry)), secret).toString('base64'),
    signExport: (digest) => sign(null, Buffer.from(`tocsin-export\n${digest}`), secret).toString('base64'),
  };
}

/** Public keys by their ids: what a signature may come from. */
export type TrustedKeys = ReadonlyMap<string, KeyObject>;

export function trustedKeys(pems: readonly string[]): TrustedKeys {
  const keys = pems.map((pem) => createPublicKey(pem));
  return new Map(keys.map((key) => [idOf(key), key]));
}

export function isSignedBy(keys: TrustedKeys, entry: SealSignature): boolean {
  const key = keys.get(entry.key);
  return key !== undefined && verify(null, Buffer.from(signedText(entry)), key, Buffer.from(entry.signature, 'base64'));
}
