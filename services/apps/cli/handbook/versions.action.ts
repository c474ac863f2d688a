import { Command } from 'commander';
import { z } from 'zod';
import { count, withJson } from '../flags.js';
import { ask } from '../graphql.js';
import { answer, type JsonFlag, table } from '../output.js';
import { findServer } from '../server.js';
import { stamp } from '../times.js';

interface VersionsFlags extends JsonFlag {
  readonly limit: number;
}

const VERSIONS = `query Versions($first: Int) { handbookVersions(first: $first) {
  nodes { number versionId previousVersionId authorVersion by at effectiveAt state reason diff withdrawnAt withdrawnBy withdrawnReason }
} }`;

const version = z.object({
  number: z.number(),
  versionId: z.number(),
  previousVersionId: z.number().nullable(),
  authorVersion: z.string(),
  by: z.string(),
  at: z.string(),
  effectiveAt: z.string(),
  state: z.string(),
  reason: z.string(),
  diff: z.array(z.string()),
  withdrawnAt: z.string().nullable(),
  withdrawnBy: z.string().nullable(),
  withdrawnReason: z.string().nullable(),
});
const shape = z.object({ handbookVersions: z.object({ nodes: z.array(version) }) });

export const versionsCommand = (): Command =>
  withJson(
    new Command('versions').description(
      'Which version runs, ran or is to run from when on, who made it so, and why; the one applied last first',
    ),
  )
    .option('--limit <count>', 'at most so many', count, 20)
    .action(versions);

async function versions(flags: VersionsFlags): Promise<void> {
  const { handbookVersions } = await ask(findServer(), { document: VERSIONS, variables: { first: flags.limit }, shape });
  answer({ versions: handbookVersions.nodes }, flags, () => {
    const rows = handbookVersions.nodes.map((one) => [
      String(one.versionId),
      one.authorVersion,
      one.state.toLowerCase(),
      stamp(one.effectiveAt),
      one.by,
      `${one.diff.length} changes`,
      one.reason,
    ]);
    return table(['VERSION', 'AUTHOR’S', 'STATE', 'FROM', 'BY', 'WHAT', 'WHY'], rows);
  });
}
