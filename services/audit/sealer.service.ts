import type { Pool } from 'pg';
import type { ChainHead, SealEntry, UnlinkedEntry } from '../../domain/audit/seal.model.js';
import { HOUR_MS } from '../../domain/instant.js';
import type { Clock } from '../config/clock.js';
import { withLock } from '../persistence/advisory-lock.js';
import { LEDGERS } from './ledgers.js';
import { linked } from './seal-digest.js';
import type { SealFile } from './seal-file.js';
import { bringInStep } from './seal-file-in-step.js';
import type { SealKey } from './seal-key.js';
import { textOf } from './seal-line.js';
import { SealsRepository } from './seals.repository.js';

/** Chains in one seal, and seals in one pass: what a storm leaves over is sealed a minute later. */
const HEADS_PER_SEAL = 2_000;
const SEALS_PER_PASS = 5;

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
    return [...incidents, ...ledgers].sort(byChain);
  }

  private async changedLedgers(limit: number): Promise<readonly ChainHead[]> {
    const sealed = await this.seals.sealedLengths(LEDGERS.map(({ name }) => name));
    const heads = LEDGERS.map(async (ledger) => {
      const links = await ledger.after(this.parts.pool, sealed.get(ledger.name) ?? 0, limit);
      return links.map(({ number, head }) => ({ chain: ledger.name, length: number, head }));
    });
    return (await Promise.all(heads)).flat();
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
