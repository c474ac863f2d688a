import { Command, InvalidArgumentError, Option } from 'commander';
import { DomainFailure } from '../../../domain/error.js';
import { judgeScenario, type Scenario } from '../../../domain/escalation/scenario.js';
import { simulate } from '../../../domain/escalation/simulate.js';
import type { Severity } from '../../../domain/handbook/handbook.model.js';
import { rungWords } from '../../../domain/incidents/rung-words.js';
import { MINUTE_MS } from '../../../domain/instant.js';
import { messageOf } from '../../config/message-of.js';
import { SetupError } from '../../embedded/setup-error.js';
import { temporalZoneRules } from '../../handbook/zone-rules.temporal.js';
import { SHIPPED_HANDBOOK } from '../build.js';
import { severity, withJson } from './flags.js';
import { readHandbookFile } from './handbook-file.js';
import { answer, type JsonFlag } from './output.js';
import { type Answerer, parseAnswerer, parseDays, parseZoned } from './simulate.args.js';
import { inWords } from './simulate.words.js';

interface Flags extends JsonFlag {
  readonly service?: string;
  readonly severity?: Severity;
  readonly at?: number;
  readonly history?: number;
  readonly ack?: Answerer;
  readonly handbook: string;
}

export const simulateCommand = (): Command =>
  withJson(
    new Command('simulate').description(
      'The dated list of pages that an incident would cause. Starts nothing, pages nobody, and needs no server but for --history',
    ),
  )
    .option('--service <service>', 'the service that breaks')
    .addOption(new Option('--severity <severity>', 'how bad it is').argParser(severity))
    .option('--at <time>', 'when, for example 2026-11-29T02:10[Europe/London] or 2026-11-29T02:10Z', usable(parseZoned))
    .option('--ack <who@+minutes>', 'who acknowledges, for example secondary@+20m', usable(parseAnswerer))
    .option('--handbook <file>', 'a handbook file; without it, the shipped one', SHIPPED_HANDBOOK)
    .option('--history <days>', 'instead: past incidents of the running server under this handbook, for example 90d', usable(parseDays))
    .action(run);

/** What a parser refuses, in commander's words. */
function usable<T>(parse: (text: string) => T): (text: string) => T {
  return (text) => {
    try {
      return parse(text);
    } catch (error) {
      throw new InvalidArgumentError(messageOf(error));
    }
  };
}

async function run(flags: Flags): Promise<void> {
  if (flags.history === undefined) return await runOne(flags);
  const { replanHistory } = await import('./simulate/history.action.js');
  await replanHistory(flags.handbook, flags.history, flags);
}

async function runOne(flags: Flags): Promise<void> {
  const { handbook } = await readHandbookFile(flags.handbook);
  const { service, severity: asked, at, ack } = flags;
  if (service === undefined || asked === undefined || at === undefined)
    throw new SetupError('give --service, --severity and --at, or --history');
  const acknowledges = ack === undefined ? null : { person: ack.who, afterMs: ack.afterMinutes * MINUTE_MS };
  const scenario: Scenario = { service, severity: asked, at, acknowledges };
  const refusal = judgeScenario(handbook, scenario);
  if (refusal !== null) throw new DomainFailure(refusal);
  const simulated = simulate(handbook, scenario, temporalZoneRules());
  const pages = simulated.pages.map((page) => ({ ...page, why: rungWords(page.rung) }));
  answer({ scenario, ...simulated, pages }, flags, () => inWords(handbook, scenario, simulated));
}
