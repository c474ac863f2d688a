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
  const code = propertyOf(error, 'code');
  return typeof code === 'string' && codes.includes(code);
}

/** Asks for the property, not the class: Node's own errors inside a VM context are no `instanceof Error` there. */
export function propertyOf(error: unknown, name: string): unknown {
  if (typeof error !== 'object' || error === null) return undefined;
  const value: unknown = Reflect.get(error, name);
  return value;
}
