import { Command, Option } from 'commander';
import { withJson } from '../flags.js';
import type { JsonFlag } from '../output.js';
import type { FeedFlags } from './feed.action.js';

const FEED_ID = 'the feed’s id, as `list` shows it';

/** `tocsin oncall feed …` */
export const feedCommand = (): Command =>
  new Command('feed')
    .description('Secret addresses at which calendars read shifts')
    .addCommand(createCommand())
    .addCommand(
      withJson(new Command('list').description('Feeds, newest first: everybody’s for administrators, otherwise yours')).action(
        async (flags: JsonFlag) => (await import('./feed.action.js')).list(flags),
      ),
    )
    .addCommand(
      withJson(
        new Command('rotate').description('Give a feed another address; the old one is void at once').argument('<id>', FEED_ID),
      ).action(async (id: string, flags: JsonFlag) => (await import('./feed.action.js')).rotate(id, flags)),
    )
    .addCommand(
      withJson(new Command('revoke').description('Make the address of a feed void at once').argument('<id>', FEED_ID)).action(
        async (id: string, flags: JsonFlag) => (await import('./feed.action.js')).revoke(id, flags),
      ),
    );

const createCommand = (): Command =>
  withJson(new Command('create').description('Make an address to subscribe to, and print it'))
    .addOption(new Option('--me', 'your own shifts, in every schedule').conflicts(['person', 'schedule']))
    .addOption(new Option('--person <person>', 'somebody’s shifts, in every schedule').conflicts('schedule'))
    .option('--schedule <schedule>', 'everybody’s shifts in one schedule')
    .action(async (flags: FeedFlags, command: Command) => {
      if (flags.me !== true && flags.person === undefined && flags.schedule === undefined)
        command.error('error: say whose shifts: --me, --person <person> or --schedule <schedule>');
      await (await import('./feed.action.js')).create(flags);
    });
