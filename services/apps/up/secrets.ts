import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { readIfPresent, writePrivateFile } from '../../embedded/private-files.js';

const SECRET_BYTES = 32;

/** A secret of this data directory, made on first use. */
export function keptSecret(dataDir: string, name: string): string {
  const file = join(dataDir, name);
  const known = readIfPresent(file)?.trim();
  if (known !== undefined && known !== '') return known;
  const made = randomBytes(SECRET_BYTES).toString('base64url');
  writePrivateFile(file, `${made}\n`);
  return made;
}
