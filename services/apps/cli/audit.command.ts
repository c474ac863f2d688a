import { Command } from 'commander';
import type { VerifyFlags } from './audit/verify.action.js';
import { collect, incidentKey, instant, withJson } from './flags.js';
import type { JsonFlag } from './output.js';

export const auditCommand = (): Command =>
  new Command('audit')
    .description('Proof that nothing was changed afterwards')
    .addCommand(verifyCommand())
    .addCommand(
      withJson(new Command('key').description('The public key that verifies the signatures; keep it elsewhere')).action(
        async (flags: JsonFlag) => (await import('./audit/key.action.js')).key(flags),
      ),
    );

const verifyCommand = (): Command =>
  withJson(
    new Command('verify')
      .description(
        'Recompute every chain, and hold it against the seals, their signatures and the seal file. Ends with 1 when something is found',
      )
      .argument('[keys...]', 'these incidents alone, and the seals', collect(incidentKey)),
  )
    .option('--from <instant>', 'incidents detected from then on', instant)
    .option('--to <instant>', 'incidents detected before then', instant)
    .action(async (keys: readonly string[], flags: VerifyFlags) => (await import('./audit/verify.action.js')).verify(keys, flags));
