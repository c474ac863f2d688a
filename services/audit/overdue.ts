import type { Pool } from 'pg';
import { type Instant, MINUTE_MS, SECOND_MS } from '../../domain/instant.js';
import type { RecordedIncident } from './incident-audit.repository.js';
import { LEDGERS, type Ledger } from './ledgers.js';
import type { Witness } from './seal-witness.js';
import type { SealedChains } from './sealed-points.js';
import type { SealsRepository } from './seals.repository.js';

/** A pass may fail and be made again a minute later, and the clocks of workers and sealer differ. */
const DUE_MS = 10 * MINUTE_MS;

/** Two passes of a sealer, and some time to make them. */
const PATIENCE_MS = 130 * SECOND_MS;
const LOOK_MS = 5 * SECOND_MS;

/** The first link of a chain that no seal covers, although one was due. */
export interface Overdue {
  readonly chain: string;
  readonly index: number;
  readonly at: Instant;
}

export interface Asked {
  readonly now: Instant;
  /** Whether this process seals. */
  readonly isSealing: boolean;
}

/**
 * What was recorded before this instant was to be sealed; null: nobody can tell. A seal that was not full took everything that was there.
 * Where this process seals and no seal was made for long, it is what was recorded until then; elsewhere the sealer may be stopped.
 */
export function dueBefore({ sealedAt, drainedAt }: Pick<Witness, 'sealedAt' | 'drainedAt'>, { now, isSealing }: Asked): Instant | null {
  if (sealedAt === null) return null;
  const until = isSealing && sealedAt < now - DUE_MS ? now : drainedAt;
  return until === null ? null : until - DUE_MS;
}

/** null: nothing of the incident is overdue. */
export function overdueOf({ key, events }: RecordedIncident, sealed: number, due: Instant | null): Overdue | null {
  const first = events[sealed];
  return due === null || first === undefined || first.event.at >= due ? null : { chain: key, index: first.seq, at: first.event.at };
}

export async function overdueLedgers(pool: Pool, chains: SealedChains, due: Instant | null): Promise<readonly Overdue[]> {
  if (due === null) return [];
  const firsts = await Promise.all(LEDGERS.map((ledger) => firstUnsealed(pool, ledger, chains.get(ledger.name)?.sealed ?? 0)));
  return firsts.filter((first) => first !== null).filter(({ at }) => at < due);
}

async function firstUnsealed(pool: Pool, ledger: Ledger, sealed: number): Promise<Overdue | null> {
  const [first] = await ledger.after(pool, sealed, 1);
  return first === undefined ? null : { chain: ledger.name, index: first.number, at: first.at };
}

export interface Waiting {
  readonly seals: SealsRepository;
  /** The newest seal that was taken into account. */
  readonly heard: number;
  readonly pause: (ms: number) => Promise<unknown>;
}

/**
 * What is still in no seal once the sealer had its turn. What happened while PostgreSQL could not be reached, or every process was
 * stopped, reaches the record late: the next pass seals it.
 */
export async function afterTheSealer<T extends Overdue>(overdue: readonly T[], { seals, heard, pause }: Waiting): Promise<readonly T[]> {
  for (let [left, waited] = [overdue, 0]; ; waited += LOOK_MS) {
    const chains = left.map(({ chain }) => chain);
    const lengths = left.length === 0 ? new Map<string, number>() : await seals.lengthsAfter(heard, chains);
    left = left.filter(({ chain, index }) => (lengths.get(chain) ?? 0) < index);
    if (left.length === 0 || waited >= PATIENCE_MS) return left;
    await pause(LOOK_MS);
  }
}
