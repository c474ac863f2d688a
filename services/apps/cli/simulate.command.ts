import { readFile } from 'node:fs/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import { type Scenario, simulate } from '../../../domain/escalation/simulate.js';
import { SEVERITIES, type Severity } from '../../../domain/handbook/handbook.model.js';
import { MINUTE_MS } from '../../../domain/instant.js';
import { holderAt } from '../../../domain/oncall/holder.js';
import { messageOf } from '../../config/message-of.js';
import { SetupError } from '../../embedded/setup-error.js';
import { parseHandbook } from '../../handbook/parse-handbook.js';
import { printProblem } from '../../handbook/problem.js';
import { temporalZoneRules } from '../../handbook/zone-rules.temporal.js';
import { SHIPPED_HANDBOOK } from '../build.js';
import { withJson } from './flags.js';
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

function severity(text: string): Severity {
  const found = SEVERITIES.find((one) => one === text.toUpperCase());
  if (found === undefined) throw new InvalidArgumentError(`it is one of ${SEVERITIES.join(', ').toLowerCase()}`);
  return found;
}

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
  const source = await readFile(flags.handbook).catch((error: unknown) => {
    throw new SetupError(`${flags.handbook}: ${messageOf(error)}`);
  });
  const parsed = parseHandbook(source, flags.handbook);
  if (!parsed.ok) throw new SetupError(parsed.error.map(printProblem).join('\n'));
  const { handbook } = parsed.value;
  if (!Object.hasOwn(handbook.services, flags.service)) {
    throw new SetupError(`--service ${flags.service}: the handbook has ${Object.keys(handbook.services).join(', ')}`);
  }
  const zones = temporalZoneRules();
  const personOf = ({ who, afterMinutes }: Answerer): string =>
    Object.hasOwn(handbook.schedules, who) ? holderAt(handbook, who, flags.at + afterMinutes * MINUTE_MS, zones).person : who;
  const acknowledges = flags.ack === undefined ? null : { person: personOf(flags.ack), afterMs: flags.ack.afterMinutes * MINUTE_MS };
  const scenario: Scenario = { service: flags.service, severity: flags.severity, at: flags.at, acknowledges };
  const simulated = simulate(handbook, scenario, zones);
  answer({ scenario, ...simulated }, flags, () => inWords(handbook, scenario, simulated));
}
