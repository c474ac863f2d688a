import { Command, Option } from 'commander';
import { collect, instant, withJson } from './flags.js';
import type { JsonFlag } from './output.js';
import type { CreateFlags } from './token/token.action.js';

const ROLES = ['admin', 'responder', 'viewer', 'auditor'];

export const tokenCommand = (): Command =>
  new Command('token')
    .description('The tokens with which people and tools use the API')
    .addCommand(createCommand())
    .addCommand(
      withJson(new Command('list').description('Tokens, newest first: everybody’s for administrators, otherwise your own')).action(
        async (flags: JsonFlag) => (await import('./token/token.action.js')).list(flags),
      ),
    )
    .addCommand(
      withJson(
        new Command('revoke').description('Make a token void, with the sessions that were opened with it').argument('<id>', 'its id'),
      ).action(async (id: string, flags: JsonFlag) => (await import('./token/token.action.js')).revoke(id, flags)),
    )
    .addCommand(
      withJson(
        new Command('admin').description(
          'On the machine that runs the server: make another admin token, which this command line uses from then on',
        ),
      ).action(async (flags: JsonFlag) => (await import('./token/admin.action.js')).admin(flags)),
    );

const createCommand = (): Command =>
  withJson(new Command('create').description('Make a token; it never does more than yours'))
    .requiredOption('--name <name>', 'what it is for')
    .addOption(new Option('--role <role>', 'what it may do at most').choices(ROLES).makeOptionMandatory())
    .addOption(new Option('--person <person>', 'whose it is; without --person and --tool, yours').conflicts('tool'))
    .option('--tool <tool>', 'the tool whose it is; it names a person with each command')
    .option('--permission <permission>', 'only this one of the role’s, for example INCIDENTS_READ; may be repeated', collect(String))
    .option('--expires-at <instant>', 'from when it is void; never when absent', instant)
    .action(async (flags: CreateFlags) => (await import('./token/token.action.js')).create(flags));
