import { Command } from 'commander';
import { productVersion } from './build.js';
import { alertCommand } from './cli/alert.command.js';
import { upCommand } from './cli/up.command.js';
import { exitCodeOf, messageOf } from './cli/exit-codes.js';

/** The `tocsin` command. Data on stdout, everything else on stderr; exit codes as in `exit-codes.ts`. */
const program = new Command('tocsin')
  .description('Your Support & Operations Guide, executing itself.')
  .version(await productVersion())
  .showHelpAfterError('(add --help for what is possible)')
  .exitOverride();

for (const command of [upCommand, alertCommand]) program.addCommand(command());

try {
  await program.parseAsync();
} catch (error) {
  const message = messageOf(error);
  if (message !== '') process.stderr.write(`${message}\n`);
  process.exitCode = exitCodeOf(error);
}
