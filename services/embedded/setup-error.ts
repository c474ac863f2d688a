/** Why the embedded servers cannot start: what, where, and (in `hint`) how to fix it. The launcher prints it and ends with code 2. */
export class SetupError extends Error {
  override readonly name = 'SetupError';

  constructor(
    message: string,
    readonly hint?: string,
  ) {
    super(hint === undefined ? message : `${message}\n${hint}`);
  }
}

/** True when `error` is a system error with one of these codes (`ENOENT`, `EEXIST`, ...). */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && codes.includes(error.code);
}
