import { CommanderError } from 'commander';
import { DomainFailure, type ErrorCode } from '../../../domain/error.js';
import { EnvironmentError } from '../../config/environment.js';
import { SetupError } from '../../embedded/setup-error.js';

/** What a script can branch on; documented in docs/operations/cli.md. */
export const EXIT = { ok: 0, failed: 1, usage: 2, refused: 3, notFound: 4, unauthenticated: 5, unavailable: 6 } as const;

const BY_CODE: Readonly<Partial<Record<ErrorCode, number>>> = {
  INVALID_INPUT: EXIT.usage,
  INVALID_HANDBOOK: EXIT.usage,
  NOT_FOUND: EXIT.notFound,
  UNAUTHENTICATED: EXIT.unauthenticated,
  FORBIDDEN: EXIT.unauthenticated,
  UNAVAILABLE: EXIT.unavailable,
  INTERNAL: EXIT.failed,
};

export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (error instanceof SetupError || error instanceof EnvironmentError) return EXIT.usage;
  if (error instanceof DomainFailure) return BY_CODE[error.error.code] ?? EXIT.refused;
  return EXIT.failed;
}

/** For a person: what went wrong and the way out. Empty where it was said already. */
export function messageOf(error: unknown): string {
  if (error instanceof CommanderError) return '';
  if (error instanceof DomainFailure) {
    const { code, detail, hint } = error.error;
    return hint === undefined ? `${code}: ${detail}` : `${code}: ${detail}\n${hint}`;
  }
  if (error instanceof SetupError || error instanceof EnvironmentError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
