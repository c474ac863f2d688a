import { Command } from 'commander';
import { systemClock } from '../../config/clock.js';
import { checkHandbookFile } from '../../handbook/check-report.js';
import { renderCheckReport } from '../../handbook/check-text.js';
import { EXIT } from './exit-codes.js';
import { withJson } from './flags.js';
import { readGiven } from './handbook-file.js';
import { answer, type JsonFlag } from './output.js';

export const handbookCommand = (): Command =>
  new Command('handbook')
    .description('The handbook')
    .addCommand(
      withJson(
        new Command('check')
          .description(
            'Read a handbook file aloud: every problem at its place, the ladders, who is on call, placeholders not yet yours. Needs no server',
          )
          .argument('<file>', 'a YAML file'),
      ).action(check),
    );

/** Exit code 2 where the file has problems. */
async function check(file: string, flags: JsonFlag): Promise<void> {
  const source = await readGiven(file);
  const report = checkHandbookFile(source, file, systemClock.now());
  answer(report, flags, () => renderCheckReport(report).trimEnd());
  if (report.problems.length > 0) process.exitCode = EXIT.usage;
}
