import { stderr } from 'node:process';
import { styleText } from 'node:util';
import { CommanderError } from 'commander';

/** Says what went wrong on stderr, and sets the exit code. With `--json` as one JSON object. */
export async function failure(error: unknown, as: 'json' | 'words'): Promise<void> {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : 2; // commander has said it already
    return;
  }
  const { exitCodeOf, problemOf } = await import('./exit-codes.js');
  process.exitCode = exitCodeOf(error);
  const problem = problemOf(error);
  if (as === 'json') {
    stderr.write(`${JSON.stringify({ error: problem })}\n`);
    return;
  }
  stderr.write(`${styleText('red', problem.detail, { stream: stderr })}\n`);
  if (problem.hint !== undefined) stderr.write(`${problem.hint}\n`);
}
