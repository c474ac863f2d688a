import { Command } from 'commander';
import { count, withJson } from './flags.js';
import type { PageFlags } from './page/page.action.js';

export const pageCommand = (): Command =>
  withJson(
    new Command('page')
      .description('Send somebody a test page over each of their contact methods, and wait until they acknowledge it')
      .argument('<person>', 'a person of the handbook'),
  )
    .requiredOption('--test', 'says that you mean it: a page marked [TEST], which wakes them')
    .option('--wait <seconds>', 'how long to wait for the acknowledgement', count, 120)
    .action(async (person: string, flags: PageFlags) => (await import('./page/page.action.js')).page(person, flags));
