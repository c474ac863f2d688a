import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { hasCode } from './setup-error.js';

/** Makes a directory that only its owner can enter. */
export function privateDirectory(path: string): string {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  chmodSync(path, 0o700);
  return path;
}

/** Writes a 0600 file so that a reader sees the old or the new content, never a part. */
export function writePrivateFile(path: string, content: string, encoding: 'utf8' | 'latin1' = 'utf8'): void {
  const draft = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  writeFileSync(draft, content, { mode: 0o600, encoding });
  renameSync(draft, path);
}

/** The file's text, or null when there is none. */
export function readIfPresent(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return null;
    throw error;
  }
}

/** The file's JSON, or null when it is missing or was cut short. */
export function readJson(path: string): unknown {
  const text = readIfPresent(path);
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
