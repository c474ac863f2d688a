import { Command } from 'commander';
import { collect, count, incidentKey, instant, severity, withJson } from './flags.js';
import type { ActFlags } from './incident/act.action.js';
import type { AcceptCommandFlags, AnswerFlags, HandOverFlags } from './incident/command.action.js';
import type { DeclareFlags } from './incident/declare.action.js';
import type { ListFlags } from './incident/list.action.js';
import type { ShowFlags } from './incident/show.action.js';
import type { WatchFlags } from './incident/watch.action.js';

export const incidentCommand = (): Command =>
  new Command('incident')
    .description('List, show, acknowledge, resolve, declare and watch incidents')
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(acknowledgeCommand())
    .addCommand(resolveCommand())
    .addCommand(handOverCommand())
    .addCommand(acceptCommandCommand())
    .addCommand(declineCommandCommand())
    .addCommand(withdrawHandOverCommand())
    .addCommand(adoptPolicyCommand())
    .addCommand(declareCommand())
    .addCommand(watchCommand());

const KEY = 'for example INC-1042 or 1042';
const BEHALF = 'the person who acts, where the token is a tool’s';

const listCommand = (): Command =>
  withJson(new Command('list').description('The open incidents, newest first'))
    .option('--all', 'those that are over too')
    .option('--service <service>', 'only of this service; may be repeated', collect(String))
    .option('--severity <severity>', 'only of this severity; may be repeated', collect(severity))
    .option('--holder <person>', 'only held by this person')
    .option('--limit <number>', 'how many at most, 1 to 100', count, 50)
    .option('--after <cursor>', 'go on where the list before ended')
    .action(async (flags: ListFlags) => (await import('./incident/list.action.js')).list(flags));

const showCommand = (): Command =>
  withJson(
    new Command('show')
      .description('Its state, who has it, what happens next, alerts, pages and timeline')
      .argument('<key>', KEY, incidentKey),
  )
    .option('--as-of <instant>', 'as it was known then', instant)
    .action(async (key: string, flags: ShowFlags) => (await import('./incident/show.action.js')).show(key, flags));

const acting = (command: Command): Command =>
  withJson(command.argument('<key>', KEY, incidentKey))
    .option('--command-id <id>', 'the same id acts once, however often it is sent; a new one when absent')
    .option('--on-behalf-of <person>', BEHALF);

const acknowledgeCommand = (): Command =>
  acting(new Command('ack').description('Say that you have it: the ladder stops')).action(async (key: string, flags: ActFlags) =>
    (await import('./incident/act.action.js')).acknowledge(key, flags),
  );

const resolveCommand = (): Command =>
  acting(new Command('resolve').description('Say that it is over'))
    .option('--confirm', 'although alerts still fire')
    .option('--text <text>', 'what there is to say')
    .action(async (key: string, flags: ActFlags) => (await import('./incident/act.action.js')).resolve(key, flags));

const handOverCommand = (): Command =>
  acting(new Command('hand-over').description('Offer command to somebody else, who is paged; you have it until they take it'))
    .requiredOption('--to <person>', 'who is to take command')
    .option('--note <text>', 'what the record does not say')
    .option('--item <text>', 'of the checklist, instead of the handbook’s; may be repeated', collect(String))
    .action(async (key: string, flags: HandOverFlags) => (await import('./incident/command.action.js')).handOver(key, flags));

const acceptCommandCommand = (): Command =>
  acting(new Command('accept-command').description('Take the command that is offered to you'))
    .option('--tick <item>', 'an item of the checklist that was gone through; may be repeated', collect(String))
    .option('--tick-all', 'every item was')
    .action(async (key: string, flags: AcceptCommandFlags) => (await import('./incident/command.action.js')).acceptCommand(key, flags));

const declineCommandCommand = (): Command =>
  acting(new Command('decline-command').description('Do not take the command that is offered to you: whoever had it keeps it'))
    .option('--reason <text>', 'why')
    .action(async (key: string, flags: AnswerFlags) => (await import('./incident/command.action.js')).declineCommand(key, flags));

const withdrawHandOverCommand = (): Command =>
  acting(new Command('withdraw-hand-over').description('Keep the command that you offered'))
    .option('--reason <text>', 'why')
    .action(async (key: string, flags: AnswerFlags) => (await import('./incident/command.action.js')).withdrawHandOver(key, flags));

const adoptPolicyCommand = (): Command =>
  acting(new Command('adopt-policy').description('Have it go on by the handbook that runs now; its ladder keeps its place in time'))
    .option('--reason <text>', 'why')
    .action(async (key: string, flags: ActFlags) => (await import('./incident/act.action.js')).adoptPolicy(key, flags));

const declareCommand = (): Command =>
  withJson(
    new Command('declare').description('Start an incident; its ladder is paged at once').argument('<service>', 'a service of the handbook'),
  )
    .requiredOption('--title <title>', 'what broke, in one line')
    .requiredOption('--severity <severity>', 'SEV1 (worst) to SEV4', severity)
    .option('--test', 'only a test: pages you alone, and is in no number')
    .option('--restricted', 'only for administrators and those engaged in it')
    .option('--dedup-key <key>', 'declaring with the same key again answers the same incident')
    .option('--on-behalf-of <person>', BEHALF)
    .action(async (service: string, flags: DeclareFlags) => (await import('./incident/declare.action.js')).declare(service, flags));

const watchCommand = (): Command =>
  withJson(
    new Command('watch')
      .description('The open incidents, then each change as it happens, until Ctrl-C')
      .argument('[key]', 'only this incident', incidentKey),
  )
    .option('--service <service>', 'only of this service; may be repeated', collect(String))
    .option('--severity <severity>', 'only of this severity; may be repeated', collect(severity))
    .action(async (key: string | undefined, flags: WatchFlags) => (await import('./incident/watch.action.js')).watch(key, flags));
