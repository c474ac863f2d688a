import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { COMMANDS, chosenIn, type Entry } from './cli/commands.js';
import { failure } from './cli/failure.js';

/** The `tocsin` command. Data on stdout, everything else on stderr; exit codes as in `exit-codes.ts`. */
const program = new Command('tocsin')
  .description('Your Support & Operations Guide, executing itself.')
  .version(ownVersion())
  .showHelpAfterError('(add --help for what is possible)')
  .addHelpText(
    'after',
    '\nEvery command takes --help; those that answer data take --json. docs/operations/cli.md has the shapes and the exit codes.',
  )
  .enablePositionalOptions() // an option behind `oncall take` is that command’s, also where `oncall` itself has one of its name
  .exitOverride();

try {
  const chosen = chosenIn(process.argv.slice(2));
  for (const entry of COMMANDS) program.addCommand(entry.name === chosen ? await entry.load() : stub(entry));
  inherit(program);
  await program.parseAsync();
} catch (error) {
  await failure(error, process.argv.includes('--json') ? 'json' : 'words');
}

/** A command that was made apart behaves like the program: it throws instead of exiting, and points at --help. */
function inherit(parent: Command): void {
  for (const command of parent.commands) inherit(command.copyInheritedSettings(parent));
}

/** A command that is only listed: its code is not loaded. */
function stub({ name, summary }: Entry): Command {
  return new Command(name).description(summary);
}

function ownVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : 'unknown';
}
