import { Command } from 'commander';
import { count, instant, withJson } from '../flags.js';
import { acceptCover, askForCover, declineCover, listCovers, withdrawCover } from './cover.action.js';
import { endCover, takeShift } from './shift.action.js';

const ID = 'for example COV-12';

/** What people agree on beside the handbook: each stands behind `tocsin oncall`. */
export const coverCommands = (): readonly Command[] => [takeCommand(), endCommand(), coverCommand()];

const acting = (command: Command): Command =>
  withJson(command).option('--on-behalf-of <person>', 'the person who acts, where the token is a tool’s');

const takeCommand = (): Command =>
  acting(new Command('take').description('Take the shift now: the next page is yours').argument('<schedule>', 'a schedule of the handbook'))
    .option('--until <instant>', 'ISO 8601 with an offset; to the end of the present shift when absent', instant)
    .option('--reason <text>', 'why')
    .action(takeShift);

const endCommand = (): Command =>
  acting(new Command('end-cover').description('Give back what is left of a cover').argument('<id>', ID)).action(endCover);

const coverCommand = (): Command =>
  new Command('cover')
    .description('Ask others to hold a shift instead of you, and answer')
    .addCommand(askCommand())
    .addCommand(acting(new Command('accept').description('You cover, where nobody was first').argument('<id>', ID)).action(acceptCover))
    .addCommand(acting(new Command('decline').description('You do not cover').argument('<id>', ID)).action(declineCover))
    .addCommand(acting(new Command('withdraw').description('You need nobody any more').argument('<id>', ID)).action(withdrawCover))
    .addCommand(listCommand());

const askCommand = (): Command =>
  acting(
    new Command('ask')
      .description('Ask for cover of a time in which you are on call; you stay on call until somebody accepts')
      .argument('<schedule>', 'a schedule of the handbook'),
  )
    .requiredOption('--from <instant>', 'ISO 8601 with an offset', instant)
    .requiredOption('--to <instant>', 'ISO 8601 with an offset', instant)
    .option('--person <person>', 'who is asked; everybody of the rotation who is not away when absent')
    .option('--answer-by <instant>', 'until when; an hour before the time begins when absent, at least 15 minutes from now', instant)
    .option('--reason <text>', 'why')
    .action(askForCover);

const listCommand = (): Command =>
  withJson(new Command('list').description('Who covers, now and later, and who asks for it'))
    .option('--schedule <schedule>', 'only of this schedule')
    .option('--all', 'what is over, too')
    .option('--limit <number>', 'how many of each at most, 1 to 100', count, 20)
    .action(listCovers);
