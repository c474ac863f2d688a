import { writeFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { type NightMap, nightMap, type Trouble } from '../../../../domain/escalation/night-map.js';
import type { Handbook } from '../../../../domain/handbook/handbook.model.js';
import { systemClock } from '../../../config/clock.js';
import { messageOf } from '../../../config/message-of.js';
import { SetupError } from '../../../embedded/setup-error.js';
import { checkHandbookFile } from '../../../handbook/check-report.js';
import { renderCheckReport } from '../../../handbook/check-text.js';
import { nightPage } from '../../../handbook/night-html.js';
import { nightLines } from '../../../handbook/night-report.js';
import { parseHandbook } from '../../../handbook/parse-handbook.js';
import { temporalZoneRules } from '../../../handbook/zone-rules.temporal.js';
import { EXIT } from '../exit-codes.js';
import { nights, withJson } from '../flags.js';
import { readGiven } from '../handbook-file.js';
import { answer, type JsonFlag, paint, say } from '../output.js';

interface CheckFlags extends JsonFlag {
  readonly nights?: number;
  readonly html?: string;
}

export const checkCommand = (): Command =>
  withJson(
    new Command('check')
      .description(
        'Read a handbook file aloud: every problem at its place, the ladders, who is on call, placeholders not yet yours. Needs no server',
      )
      .argument('<file>', 'a YAML file'),
  )
    .addOption(
      new Option('--nights <nights>', 'plan every quarter hour of so many days, and show where a page would go wrong').argParser(nights),
    )
    .option('--html <file>', 'write the night map as a page to this file')
    .action(check);

/** Exit code 2 where the file has problems. */
async function check(file: string, flags: CheckFlags): Promise<void> {
  const source = await readGiven(file);
  const at = systemClock.now();
  const report = checkHandbookFile(source, file, at);
  const parsed = flags.nights === undefined && flags.html === undefined ? null : parseHandbook(source, file);
  const planned = parsed?.ok
    ? { handbook: parsed.value.handbook, map: nightMap(parsed.value.handbook, at, flags.nights ?? 28, temporalZoneRules()) }
    : null;
  answer(planned === null ? report : { ...report, nights: planned.map }, flags, () => {
    const lines = planned === null ? [] : nightLines(planned.handbook, planned.map, colour);
    return [renderCheckReport(report).trimEnd(), ...lines].join('\n');
  });
  if (planned !== null && flags.html !== undefined) await writePage(flags.html, planned);
  if (report.problems.length > 0) process.exitCode = EXIT.usage;
}

const colour = (trouble: Trouble, text: string): string => paint(trouble === 'ASLEEP' ? 'yellow' : 'red', text);

async function writePage(file: string, { handbook, map }: { readonly handbook: Handbook; readonly map: NightMap }): Promise<void> {
  await writeFile(file, nightPage(handbook, map)).catch((error: unknown) => {
    throw new SetupError(`--html ${file}: ${messageOf(error)}`);
  });
  say(`The night map is in ${file}`);
}
