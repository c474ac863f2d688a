import { Command, InvalidArgumentError, Option } from 'commander';
import { FOLLOW_UP_CLASSES } from '../../../domain/postincident/classes.js';
import { count, incidentKey, instant, withJson } from './flags.js';
import type { AddFlags, ListFlags, SettleFlags } from './follow-up/follow-up.action.js';

const KEY = 'for example INC-1042 or 1042';
const NUMBER = 'its number within the incident';
const CLASSES = FOLLOW_UP_CLASSES.map((one) => one.toLowerCase());

export const followUpCommand = (): Command =>
  new Command('follow-up')
    .description('What is to be done after incidents: list, add, assign, reschedule, finish, give up')
    .addCommand(listCommand())
    .addCommand(addCommand())
    .addCommand(assignCommand())
    .addCommand(rescheduleCommand())
    .addCommand(doneCommand())
    .addCommand(cancelCommand())
    .addCommand(ticketCommand());

const acting = (command: Command): Command =>
  withJson(command)
    .option('--command-id <id>', 'the same id acts once, however often it is sent; a new one when absent')
    .option('--on-behalf-of <person>', 'the person who acts, where the token is a tool’s');

const onOne = (command: Command): Command => acting(command.argument('<key>', KEY, incidentKey).argument('<number>', NUMBER, count));

const listCommand = (): Command =>
  withJson(new Command('list').description('What is still to be done, what is due first first'))
    .option('--all', 'what is done or given up too')
    .option('--owner <person>', 'only of this person')
    .addOption(new Option('--class <class>', 'only of this class').choices(CLASSES))
    .option('--due-before <instant>', 'only what is due before', instant)
    .option('--limit <number>', 'how many at most, 1 to 100', count, 50)
    .option('--after <cursor>', 'go on where the list before ended')
    .action(async (flags: ListFlags) => (await import('./follow-up/list.action.js')).list(flags));

const addCommand = (): Command =>
  acting(
    new Command('add').description('Add something to be done').argument('<key>', KEY, incidentKey).argument('<title>', 'what, in one line'),
  )
    .requiredOption('--owner <person>', 'who does it')
    .addOption(new Option('--class <class>', 'what it is for').choices(CLASSES).makeOptionMandatory())
    .option('--due <instant>', 'until when; without it, as the handbook says for its class', instant)
    .action(async (key: string, title: string, flags: AddFlags) =>
      (await import('./follow-up/follow-up.action.js')).add(key, title, flags),
    );

const assignCommand = (): Command =>
  onOne(new Command('assign').description('Give it to somebody else'))
    .requiredOption('--to <person>', 'who does it from now on')
    .action(async (key: string, number: number, flags: SettleFlags) =>
      (await import('./follow-up/follow-up.action.js')).assign(key, number, flags),
    );

const rescheduleCommand = (): Command =>
  onOne(new Command('reschedule').description('Set another due date'))
    .requiredOption('--due <instant>', 'until when', instant)
    .requiredOption('--reason <text>', 'why', filled)
    .action(async (key: string, number: number, flags: SettleFlags) =>
      (await import('./follow-up/follow-up.action.js')).reschedule(key, number, flags),
    );

const doneCommand = (): Command =>
  onOne(new Command('done').description('Say that it is done'))
    .option('--text <text>', 'what was done')
    .action(async (key: string, number: number, flags: SettleFlags) =>
      (await import('./follow-up/follow-up.action.js')).done(key, number, flags),
    );

const cancelCommand = (): Command =>
  onOne(new Command('cancel').description('Say that it is not going to be done'))
    .requiredOption('--reason <text>', 'why', filled)
    .action(async (key: string, number: number, flags: SettleFlags) =>
      (await import('./follow-up/follow-up.action.js')).cancel(key, number, flags),
    );

const ticketCommand = (): Command =>
  onOne(new Command('ticket').description('Ask the ticket tracker once more, after it refused')).action(
    async (key: string, number: number, flags: SettleFlags) => (await import('./follow-up/follow-up.action.js')).ticket(key, number, flags),
  );

function filled(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('say why');
  return text;
}
