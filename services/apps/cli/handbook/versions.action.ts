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
  nodes { number versionId previousVersionId authorVersion by at reason diff }
} }`;

const version = z.object({
  number: z.number(),
  versionId: z.number(),
  previousVersionId: z.number().nullable(),
  authorVersion: z.string(),
  by: z.string(),
  at: z.string(),
  reason: z.string(),
  diff: z.array(z.string()),
});
const shape = z.object({ handbookVersions: z.object({ nodes: z.array(version) }) });

export const versionsCommand = (): Command =>
  withJson(new Command('versions').description('When which version began to run, who made it so, and why; newest first'))
    .option('--limit <count>', 'at most so many', count, 20)
    .action(versions);

async function versions(flags: VersionsFlags): Promise<void> {
  const { handbookVersions } = await ask(findServer(), { document: VERSIONS, variables: { first: flags.limit }, shape });
  answer({ versions: handbookVersions.nodes }, flags, () => {
    const rows = handbookVersions.nodes.map((one) => [
      String(one.versionId),
      one.authorVersion,
      stamp(one.at),
      one.by,
      `${one.diff.length} changes`,
      one.reason,
    ]);
    return table(['VERSION', 'AUTHOR’S', 'SINCE', 'BY', 'WHAT', 'WHY'], rows);
  });
}
