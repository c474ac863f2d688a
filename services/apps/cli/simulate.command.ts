import { Command, InvalidArgumentError, Option } from 'commander';
import { DomainFailure } from '../../../domain/error.js';
import { judgeScenario, type Scenario } from '../../../domain/escalation/scenario.js';
import { simulate } from '../../../domain/escalation/simulate.js';
import type { Severity } from '../../../domain/handbook/handbook.model.js';
import { rungWords } from '../../../domain/incidents/rung-words.js';
import { MINUTE_MS } from '../../../domain/instant.js';
import { messageOf } from '../../config/message-of.js';
import { temporalZoneRules } from '../../handbook/zone-rules.temporal.js';
import { SHIPPED_HANDBOOK } from '../build.js';
import { severity, withJson } from './flags.js';
import { readHandbookFile } from './handbook-file.js';
import { answer, type JsonFlag } from './output.js';
import { type Answerer, parseAnswerer, parseZoned } from './simulate.args.js';
import { inWords } from './simulate.words.js';

interface Flags extends JsonFlag {
  readonly service: string;
  readonly severity: Severity;
  readonly at: number;
  readonly ack?: Answerer;
  readonly handbook: string;
}

export const simulateCommand = (): Command =>
  withJson(
    new Command('simulate').description(
      'The dated list of pages that an incident would cause. Starts nothing, pages nobody, needs no server',
    ),
  )
    .requiredOption('--service <service>', 'the service that breaks')
    .addOption(new Option('--severity <severity>', 'how bad it is').argParser(severity).makeOptionMandatory())
    .requiredOption('--at <time>', 'when, for example 2026-11-29T02:10[Europe/London] or 2026-11-29T02:10Z', usable(parseZoned))
    .option('--ack <who@+minutes>', 'who acknowledges, for example secondary@+20m', usable(parseAnswerer))
    .option('--handbook <file>', 'a handbook file; without it, the shipped one', SHIPPED_HANDBOOK)
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
  const { handbook } = await readHandbookFile(flags.handbook);
  const { service, severity: asked, at, ack } = flags;
  const acknowledges = ack === undefined ? null : { person: ack.who, afterMs: ack.afterMinutes * MINUTE_MS };
  const scenario: Scenario = { service, severity: asked, at, acknowledges };
  const refusal = judgeScenario(handbook, scenario);
  if (refusal !== null) throw new DomainFailure(refusal);
  const simulated = simulate(handbook, scenario, temporalZoneRules());
  const pages = simulated.pages.map((page) => ({ ...page, why: rungWords(page.rung) }));
  answer({ scenario, ...simulated, pages }, flags, () => inWords(handbook, scenario, simulated));
}
