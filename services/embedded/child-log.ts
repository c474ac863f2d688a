import { existsSync, openSync, readFileSync, renameSync, statSync, truncateSync } from 'node:fs';

const LIMIT_BYTES = 20 * 1024 * 1024;

/** Opens a child's log for appending (0600); one older generation is kept beside it. */
export function openChildLog(path: string): number {
  if (sizeOf(path) > LIMIT_BYTES / 2) renameSync(path, `${path}.1`);
  return openSync(path, 'a', 0o600);
}

/** Empties a log that outgrew its limit while the child keeps writing (it appends, so it goes on at the start). */
export function boundChildLog(path: string): void {
  if (sizeOf(path) > LIMIT_BYTES) truncateSync(path);
}

/** The last lines a child wrote, for the message that says why it died. */
export function lastLines(path: string, count = 8): string {
  if (!existsSync(path)) return '';
  return readFileSync(path, 'utf8').trimEnd().split('\n').slice(-count).join('\n');
}

function sizeOf(path: string): number {
  return existsSync(path) ? statSync(path).size : 0;
}
