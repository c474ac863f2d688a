import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { readIfPresent, writePrivateFile } from '../../embedded/private-files.js';

const SECRET_BYTES = 32;

/** A secret of this data directory, made on first use. */
export const keptSecret = (dataDir: string, name: string): string =>
  kept(dataDir, name, () => randomBytes(SECRET_BYTES).toString('base64url'));

/** What signs the seals of this data directory: an Ed25519 private key, PEM, made on first use. */
export const keptSealKey = (dataDir: string): string =>
  kept(dataDir, 'seal-key', () => generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());

function kept(dataDir: string, name: string, make: () => string): string {
  const file = join(dataDir, name);
  const known = readIfPresent(file)?.trim();
  if (known !== undefined && known !== '') return known;
  const made = make().trim();
  writePrivateFile(file, `${made}\n`);
  return made;
}
