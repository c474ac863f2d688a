import { z } from 'zod';
import { EXIT } from '../exit-codes.js';
import { ask } from '../graphql.js';
import { answer, facts, type JsonFlag, paint, table } from '../output.js';
import { findServer } from '../server.js';
import { stamp } from '../times.js';

export interface VerifyFlags extends JsonFlag {
  readonly from?: string;
  readonly to?: string;
}

/** Every chain is read; a large installation takes minutes. */
const VERIFY_MS = 30 * 60_000;

const VERIFY = `query Verify($keys: [ID!], $from: DateTime, $to: DateTime) {
  verifyAudit(keys: $keys, from: $from, to: $to) {
    sound incidents events unsealed seals signatures sealedAt signedAt sealFile keyed found findings { chain index what detail }
  }
}`;

const shape = z.object({
  verifyAudit: z.object({
    sound: z.boolean(),
    incidents: z.number(),
    events: z.number(),
    unsealed: z.number(),
    seals: z.number(),
    signatures: z.number(),
    sealedAt: z.string().nullable(),
    signedAt: z.string().nullable(),
    sealFile: z.boolean(),
    keyed: z.boolean(),
    found: z.number(),
    findings: z.array(z.object({ chain: z.string(), index: z.number(), what: z.string(), detail: z.string() })),
  }),
});

type Report = z.infer<typeof shape>['verifyAudit'];

/** Says whether the record is what was written, and names whatever is not; exit code 1 then. */
export async function verify(keys: readonly string[], flags: VerifyFlags): Promise<void> {
  const variables = { keys: keys.length === 0 ? null : keys, from: flags.from, to: flags.to };
  const { verifyAudit: report } = await ask(findServer(), { document: VERIFY, variables, shape, timeoutMs: VERIFY_MS });
  answer(report, flags, words);
  if (!report.sound) process.exitCode = EXIT.failed;
}

function words(report: Report): string {
  return [verdictOf(report), found(report), facts(looked(report)), unproved(report)].filter((part) => part !== '').join('\n\n');
}

const verdictOf = ({ sound, found: count }: Report): string =>
  sound ? paint('green', 'sound') : paint('red', `NOT SOUND: ${count} finding${count === 1 ? '' : 's'}`);

function found({ findings }: Report): string {
  if (findings.length === 0) return '';
  const rows = findings.map(({ chain, index, what, detail }) => [chain, String(index), what, detail]);
  return table(['CHAIN', 'NUMBER', 'WHAT', 'DETAIL'], rows);
}

const looked = ({ incidents, events, seals, signatures, sealedAt, signedAt }: Report) =>
  [
    ['incidents', `${incidents}, ${events} events`],
    ['seals', sealedAt === null ? 'none yet' : `${seals}, the newest of ${stamp(sealedAt)}`],
    ['signatures', signedAt === null ? `${signatures}` : `${signatures}, the newest that holds of ${stamp(signedAt)}`],
  ] as const;

/** What nobody can tell from this. */
function unproved({ unsealed, sealFile, keyed }: Report): string {
  const lines = [
    unsealed === 0 ? '' : `${unsealed} event(s) are newer than the last seal: had they been changed or cut off, nobody could tell.`,
    sealFile ? '' : 'This server has no seal file: somebody who can rewrite the whole database could have written the seals anew.',
    keyed ? '' : 'This server has no seal key: signatures were not verified.',
  ];
  return lines.filter((line) => line !== '').join('\n');
}
