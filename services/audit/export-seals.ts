import { canonicalJson } from '../../domain/audit/canonical-json.js';
import type { SealEntry } from '../../domain/audit/seal.model.js';
import type { Instant } from '../../domain/instant.js';
import { type ExportFile, textFile } from './export.model.js';
import { leafOf } from './seal-digest.js';
import type { SealedChainHead, SealsRepository } from './seals.repository.js';

const PAGE = 500;

export interface Wanted {
  /** Keys of incidents and names of ledgers. */
  readonly chains: readonly string[];
  /** Whether the export has to hold what a seal says of a chain. */
  readonly isPart: (head: SealedChainHead) => boolean;
  /** Nothing of it was sealed before. */
  readonly since: Instant;
}

/**
 * The seals that cover an export's chains: what they say of them, and each such seal with all that follow it up to the next signature.
 * What they say of anything else is left out: only its leaf is there.
 */
export async function sealFiles(seals: SealsRepository, { chains, isPart, since }: Wanted): Promise<readonly ExportFile[]> {
  const heads = (await seals.headsOf(chains, since)).filter(isPart);
  const lines: string[] = [];
  for (const { from, to } of await runsOf(seals, [...new Set(heads.map(({ seal }) => seal))])) {
    for (let next = from; next <= to; ) {
      const page = (await seals.from(next, PAGE)).filter(({ number }) => number <= to);
      lines.push(...page.map(openLine));
      next = page.length === 0 ? to + 1 : (page.at(-1)?.number ?? to) + 1;
    }
  }
  return [textFile('seals.jsonl', lines.join('')), textFile('heads.jsonl', heads.map((head) => `${canonicalJson(head)}\n`).join(''))];
}

function openLine(entry: SealEntry): string {
  if (entry.kind === 'SIGNATURE') return `${canonicalJson(entry)}\n`;
  const { heads, ...rest } = entry;
  return `${canonicalJson({ ...rest, leaves: heads.map(leafOf) })}\n`;
}

interface Run {
  readonly from: number;
  readonly to: number;
}

/** Each seal up to its signature, what overlaps put together. */
async function runsOf(seals: SealsRepository, numbers: readonly number[]): Promise<readonly Run[]> {
  const runs: Run[] = [];
  for (const from of numbers) {
    const last = runs.at(-1);
    if (last !== undefined && from <= last.to) continue;
    const to = (await seals.signatureAfter(from)) ?? (await seals.newest())?.number ?? from;
    if (last?.to === from - 1) runs[runs.length - 1] = { from: last.from, to };
    else runs.push({ from, to });
  }
  return runs;
}
