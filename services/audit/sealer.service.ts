import type { Pool } from 'pg';
import type { ChainHead, SealEntry, UnlinkedEntry } from '../../domain/audit/seal.model.js';
import { HOUR_MS } from '../../domain/instant.js';
import type { Clock } from '../config/clock.js';
import { withLock } from '../persistence/advisory-lock.js';
import { LEDGERS, type Ledger } from './ledgers.js';
import { linked } from './seal-digest.js';
import type { SealFile } from './seal-file.js';
import { bringInStep } from './seal-file-in-step.js';
import type { SealKey } from './seal-key.js';
import { textOf } from './seal-line.js';
import { type ChangedHead, SealsRepository } from './seals.repository.js';

/** Incidents, and links of each ledger, in one seal: one with fewer heads in all took everything there was. */
export const HEADS_PER_SEAL = 2_000;
/** What a storm leaves over is sealed a minute later. */
const SEALS_PER_PASS = 5;
/** Chains named in one warning. */
const TOLD_AT_MOST = 20;

export interface SealerParts {
  readonly pool: Pool;
  readonly file: SealFile;
  /** null: seals are made and never signed. */
  readonly key: SealKey | null;
  readonly clock: Clock;
  readonly warn: (message: string, detail: object) => void;
  readonly headsPerSeal?: number;
}

/**
 * Fixes every chain that has grown since the seal before, and signs once an hour. One process at a time. A seal is committed first
 * and appended to the file next; a sealer that dies between the two is made up for by the next pass, before anything else is sealed.
 */
export class SealerService {
  private readonly seals: SealsRepository;

  constructor(private readonly parts: SealerParts) {
    this.seals = new SealsRepository(parts.pool);
  }

  /** The entries that were made; empty: nothing has changed. null: another process is at it. Throws when the file and the database disagree. */
  async pass(): Promise<readonly SealEntry[] | null> {
    return await withLock(this.parts.pool, 'tocsin:sealer', async () => {
      const made: SealEntry[] = [];
      let newest = await bringInStep({ ...this.parts, seals: this.seals });
      for (let i = 0; i < SEALS_PER_PASS; i += 1) {
        const heads = await this.changed();
        if (heads.length === 0) break;
        newest = await this.add({ ...this.next(newest), kind: 'SEAL', heads });
        made.push(newest);
      }
      const signature = await this.signatureAfter(newest);
      if (signature !== null) made.push(await this.add(signature));
      return made;
    });
  }

  private async changed(): Promise<readonly ChainHead[]> {
    const limit = this.parts.headsPerSeal ?? HEADS_PER_SEAL;
    const [incidents, ledgers] = await Promise.all([this.seals.changedIncidents(limit), this.changedLedgers(limit)]);
    const changed = [...incidents, ...ledgers.flat()];
    this.tellShort(changed.filter(({ sealed, length }) => sealed > length).map(({ chain }) => chain));
    return changed.map(({ chain, length, head }) => ({ chain, length, head })).sort(byChain);
  }

  /** A restored database; or somebody cut the chain, or wants it to be sealed no more. It is sealed where it stands, and the seals before stay. */
  private tellShort(chains: readonly string[]): void {
    if (chains.length === 0) return;
    const some = chains.slice(0, TOLD_AT_MOST);
    this.parts.warn('chains are shorter than what was sealed of them: `tocsin audit verify` looks closer', {
      chains: some,
      of: chains.length,
    });
  }

  private async changedLedgers(limit: number): Promise<readonly (readonly ChangedHead[])[]> {
    const lengths = await this.seals.sealedLengths(LEDGERS.map(({ name }) => name));
    return await Promise.all(LEDGERS.map((ledger) => this.changedLinks(ledger, lengths.get(ledger.name) ?? 0, limit)));
  }

  private async changedLinks(ledger: Ledger, sealed: number, limit: number): Promise<readonly ChangedHead[]> {
    const { pool } = this.parts;
    const newest = (await ledger.newest(pool))?.number ?? 0;
    const links = await ledger.after(pool, sealed > newest ? newest - 1 : sealed, limit);
    return links.map(({ number, head }) => ({ chain: ledger.name, length: number, head, sealed }));
  }

  /** Due when something is unsigned, and nothing was signed for an hour. */
  private async signatureAfter(newest: SealEntry | null): Promise<UnlinkedEntry | null> {
    const { key, clock } = this.parts;
    if (key === null || newest === null || newest.kind === 'SIGNATURE') return null;
    const signedAt = await this.seals.signedAt();
    if (signedAt !== null && clock.now() < signedAt + HOUR_MS) return null;
    const link = this.next(newest);
    return { ...link, kind: 'SIGNATURE', key: key.id, signature: key.sign(link) };
  }

  private next(newest: SealEntry | null) {
    return { number: (newest?.number ?? 0) + 1, at: this.parts.clock.now(), previous: newest?.digest ?? '' };
  }

  private async add(unlinked: UnlinkedEntry): Promise<SealEntry> {
    const entry = linked(unlinked);
    await this.seals.append(entry);
    await this.parts.file.append(textOf(entry));
    return entry;
  }
}

const byChain = (a: ChainHead, b: ChainHead): number => (a.chain === b.chain ? a.length - b.length : a.chain < b.chain ? -1 : 1);
