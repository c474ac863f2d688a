import { Command } from 'commander';
import { z } from 'zod';
import { count, withJson } from '../flags.js';
import { ask } from '../graphql.js';
import { answer, type JsonFlag } from '../output.js';
import { findServer } from '../server.js';
import { stamp } from '../times.js';

interface WithdrawFlags extends JsonFlag {
  readonly reason: string;
}

const WITHDRAW = `mutation Withdraw($input: WithdrawHandbookInput!) { withdrawn: withdrawHandbook(input: $input) { versionId effectiveAt } }`;
const shape = z.object({ withdrawn: z.object({ versionId: z.number(), effectiveAt: z.array(z.string()) }) });

export const withdrawCommand = (): Command =>
  withJson(new Command('withdraw').description('Take a version back before it takes effect'))
    .argument('<version>', 'its number, as `handbook versions` shows it', count)
    .requiredOption('--reason <text>', 'why; kept with the version')
    .action(withdraw);

/** Exit code 3 where it has taken effect, 4 where there is no such version. */
async function withdraw(versionId: number, { reason, ...flags }: WithdrawFlags): Promise<void> {
  const { withdrawn } = await ask(findServer(), { document: WITHDRAW, variables: { input: { versionId, reason } }, shape });
  answer(withdrawn, flags, ({ effectiveAt }) => `version ${versionId} does not run at ${effectiveAt.map(stamp).join(', ')}`);
}
