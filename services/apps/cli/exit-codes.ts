import { type DomainError, DomainFailure, type ErrorCode } from '../../../domain/error.js';
import { EnvironmentError } from '../../config/environment.js';
import { SetupError } from '../../embedded/setup-error.js';
import { harmlessText } from './harmless.js';

/** What a script can branch on; documented in docs/operations/cli.md. */
export const EXIT = { ok: 0, failed: 1, usage: 2, refused: 3, notFound: 4, unauthenticated: 5, unavailable: 6 } as const;

const BY_CODE: Readonly<Partial<Record<ErrorCode, number>>> = {
  INVALID_INPUT: EXIT.usage,
  INVALID_HANDBOOK: EXIT.usage,
  NOT_FOUND: EXIT.notFound,
  UNKNOWN_PERSON: EXIT.notFound,
  UNKNOWN_SERVICE: EXIT.notFound,
  UNAUTHENTICATED: EXIT.unauthenticated,
  FORBIDDEN: EXIT.unauthenticated,
  UNKNOWN_INTEGRATION_KEY: EXIT.unauthenticated,
  UNAVAILABLE: EXIT.unavailable,
  INTERNAL: EXIT.failed,
};

export function exitCodeOf(error: unknown): number {
  if (isSetup(error)) return EXIT.usage;
  if (error instanceof DomainFailure) return BY_CODE[error.error.code] ?? EXIT.refused;
  return EXIT.failed;
}

/** For a person: what went wrong, and where there is one the way out. */
export function problemOf(error: unknown): DomainError {
  if (error instanceof DomainFailure) {
    const { detail, hint, ...rest } = error.error;
    return { ...rest, detail: harmlessText(detail), ...(hint === undefined ? {} : { hint: harmlessText(hint) }) };
  }
  if (isSetup(error)) return { code: 'INVALID_INPUT', detail: error.message };
  return { code: 'INTERNAL', detail: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

const isSetup = (error: unknown): error is Error => error instanceof SetupError || error instanceof EnvironmentError;
