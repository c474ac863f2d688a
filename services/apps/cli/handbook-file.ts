import { readFile } from 'node:fs/promises';
import { messageOf } from '../../config/message-of.js';
import { SetupError } from '../../embedded/setup-error.js';
import { type ParsedHandbook, parseHandbook } from '../../handbook/parse-handbook.js';
import { printProblem } from '../../handbook/problem.js';

/** The bytes of a file that a command was given. Throws `SetupError`. */
export async function readGiven(file: string): Promise<Buffer> {
  return await readFile(file).catch((error: unknown) => {
    throw new SetupError(`${file}: ${messageOf(error)}`);
  });
}

/** A handbook file, compiled. Throws `SetupError` with every problem at its place. */
export async function readHandbookFile(file: string): Promise<ParsedHandbook> {
  const parsed = parseHandbook(await readGiven(file), file);
  if (!parsed.ok) throw new SetupError(parsed.error.map(printProblem).join('\n'));
  return parsed.value;
}
