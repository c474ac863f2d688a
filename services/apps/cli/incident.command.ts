import { Command } from 'commander';
import { collect, count, incidentKey, instant, severity, withJson } from './flags.js';
import type { ActFlags } from './incident/act.action.js';
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
