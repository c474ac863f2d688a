import { Command } from 'commander';
import { collect, incidentKey, withJson } from './flags.js';
import type { JsonFlag } from './output.js';
import type { DiscardFlags, DraftFlags, PublishFlags } from './status/post.action.js';

const KEY = 'for example INC-1042 or 1042';

export const statusCommand = (): Command =>
  new Command('status')
    .description('What the public is told: the status page and its posts')
    .addCommand(listCommand())
    .addCommand(draftCommand())
    .addCommand(publishCommand())
    .addCommand(discardCommand());

const listCommand = (): Command =>
  withJson(
    new Command('list').description('The public page, or the posts of one incident, drafts included').argument('[key]', KEY, incidentKey),
  ).action(async (key: string | undefined, flags: JsonFlag) => (await import('./status/list.action.js')).list(key, flags));

const acting = (command: Command): Command =>
  withJson(command.argument('<key>', KEY, incidentKey))
    .option('--command-id <id>', 'the same id acts once, however often it is sent; a new one when absent')
    .option('--on-behalf-of <person>', 'the person who acts, where the token is a tool’s');

const withContent = (command: Command): Command =>
  command.option('--text <text>', 'what to tell').option('--component <id>', 'a component that suffers; may be repeated', collect(String));

const draftCommand = (): Command =>
  withContent(acting(new Command('draft').description('Write what the public may be told; nobody outside sees it yet')))
    .requiredOption('--phase <phase>', 'INVESTIGATING, IDENTIFIED, MONITORING or RESOLVED', (value: string) => value.toUpperCase())
    .action(async (key: string, flags: DraftFlags) => (await import('./status/post.action.js')).draft(key, flags));

const publishCommand = (): Command =>
  withContent(acting(new Command('publish').description('Tell the public: publish the newest draft')))
    .option('--post <id>', 'another draft, as `list` names it')
    .action(async (key: string, flags: PublishFlags) => (await import('./status/post.action.js')).publish(key, flags));

const discardCommand = (): Command =>
  acting(new Command('discard').description('Take the newest draft away; what is public stays'))
    .option('--post <id>', 'another draft, as `list` names it')
    .option('--reason <reason>', 'why')
    .action(async (key: string, flags: DiscardFlags) => (await import('./status/post.action.js')).discard(key, flags));
