import { existsSync } from 'node:fs';

/** `describe` for what needs a program of the system. Where CI installs everything, a missing program fails its suite; elsewhere it is skipped. */
export const describeWhereInstalled = (program: string): typeof describe | typeof describe.skip =>
  existsSync(program) || process.env.CI !== undefined ? describe : describe.skip;
