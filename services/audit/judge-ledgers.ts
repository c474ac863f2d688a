import type { Pool } from 'pg';
import { againstSeals, type Finding, type SealedHead, type SealedHeads } from './finding.model.js';
import { type BrokenLink, LEDGERS, type Ledger } from './ledgers.js';

/** Sealed points looked up at once. */
const BATCH = 5_000;

/** What is wrong with the chains that are no incident's. */
export async function judgeLedgers(pool: Pool, heads: SealedHeads): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  for (const ledger of LEDGERS) {
    const broken = await ledger.firstBroken(pool);
    const finding = broken === null ? await sealedFinding(pool, ledger, heads.get(ledger.name) ?? []) : findingOf(ledger, broken);
    if (finding !== null) found.push(finding);
  }
  return found;
}

const WORDS: Readonly<Record<BrokenLink['what'], string>> = {
  CHANGED: 'was changed',
  REMOVED: 'is missing',
  RELINKED: 'does not build upon the one before',
  TAIL_CUT: 'and what followed it are gone',
};

const findingOf = ({ name }: Ledger, { number, what }: BrokenLink): Finding => ({
  chain: name,
  index: number,
  what,
  detail: `row ${number} ${WORDS[what]}`,
});

async function sealedFinding(pool: Pool, ledger: Ledger, sealed: readonly SealedHead[]): Promise<Finding | null> {
  const length = (await ledger.newest(pool))?.number ?? 0;
  for (let start = 0; start < sealed.length; start += BATCH) {
    const points = sealed.slice(start, start + BATCH);
    const links = await ledger.links(
      pool,
      points.map((point) => point.length),
    );
    const known = new Map(links.map(({ number, head }) => [number, head]));
    const finding = againstSeals(ledger.name, points, { length, headAt: (number) => known.get(number) });
    if (finding !== null) return finding;
  }
  return null;
}
