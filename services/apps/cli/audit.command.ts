import { Command } from 'commander';
import type { ExportFlags } from './audit/export.action.js';
import type { VerifyFlags } from './audit/verify.action.js';
import { collect, incidentKey, instant, withJson } from './flags.js';
import type { JsonFlag } from './output.js';

export const auditCommand = (): Command =>
  new Command('audit')
    .description('Proof that nothing was changed afterwards')
    .addCommand(verifyCommand())
    .addCommand(exportCommand())
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

const exportCommand = (): Command =>
  withJson(
    new Command('export')
      .description('Write incidents with their histories, handbook and proof into a directory, with the program that checks it offline')
      .argument('[keys...]', 'these incidents', collect(incidentKey)),
  )
    .option('--from <instant>', 'instead of keys: incidents detected from then on', instant)
    .option('--to <instant>', 'and before then', instant)
    .option('--out <dir>', 'a directory that does not exist yet')
    .action(async (keys: readonly string[], flags: ExportFlags) => (await import('./audit/export.action.js')).exportAudit(keys, flags));
