import { Command, Option } from 'commander';
import { incidentKey, withJson } from './flags.js';
import type { ReplayFlags } from './replay/replay.action.js';

export const replayCommand = (): Command =>
  withJson(
    new Command('replay')
      .description('Execute an incident again from its histories, and compare with what is recorded. Ends with 1 where something differs')
      .argument('<key>', 'for example INC-1042 or 1042', incidentKey),
  )
    .addOption(
      new Option('--on <code>', 'recorded: the build that ran it; today: the code of the server')
        .choices(['recorded', 'today'])
        .default('recorded'),
    )
    .action(async (key: string, flags: ReplayFlags) => (await import('./replay/replay.action.js')).replay(key, flags));
