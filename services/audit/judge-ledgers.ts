import type { Pool } from 'pg';
import { againstSeals, type Finding } from './finding.model.js';
import { type BrokenLink, LEDGERS, type Ledger } from './ledgers.js';
import type { SealedChains } from './sealed-points.js';

/** What is wrong with the chains that are no incident's. */
export async function judgeLedgers(pool: Pool, chains: SealedChains): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  for (const ledger of LEDGERS) {
    const broken = await ledger.firstBroken(pool);
    const finding = broken === null ? await againstItsSeals(pool, ledger, chains) : findingOf(ledger, broken);
    if (finding !== null) found.push(finding);
  }
  return found;
}

async function againstItsSeals(pool: Pool, ledger: Ledger, chains: SealedChains): Promise<Finding | null> {
  return againstSeals(ledger.name, chains.get(ledger.name), (await ledger.newest(pool))?.number ?? 0);
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
