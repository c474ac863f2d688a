import type { SealEntry, SealSignature } from '../../domain/audit/seal.model.js';
import { HOUR_MS, type Instant } from '../../domain/instant.js';
import type { Finding, FindingKind } from './finding.model.js';
import { sealDigest } from './seal-digest.js';
import type { SealFile } from './seal-file.js';
import { isSignedBy, type TrustedKeys } from './seal-key.js';
import { type ReadFile, type SealStep, sealSteps } from './seal-walk.js';
import { type Contradicted, type SealedChains, SealedPoints } from './sealed-points.js';
import { HEADS_PER_SEAL } from './sealer.service.js';
import type { SealsRepository } from './seals.repository.js';

/** A signature is due after an hour; this much later it is missing. */
const UNSIGNED_MS = 2 * HOUR_MS;

export interface WitnessParts {
  readonly seals: SealsRepository;
  readonly file: SealFile | null;
  readonly keys: TrustedKeys;
  readonly contradicted: Contradicted;
  readonly now: Instant;
}

/** What the seals say once they themselves have been examined. */
export interface Witness {
  readonly findings: readonly Finding[];
  /** By what they are called; what the seals say of them was held against the rows. */
  readonly chains: SealedChains;
  readonly seals: number;
  readonly signatures: number;
  readonly sealedAt: Instant | null;
  /** When the newest seal was made that had room for more: everything that was there then is sealed. */
  readonly drainedAt: Instant | null;
  /** The newest entry that was heard. */
  readonly newest: number;
  /** The newest signature that holds. */
  readonly signedAt: Instant | null;
}

/** Reads every seal from the database and from the file. `chains`: which are wanted; null: all. Where the two differ, the file is believed. */
export async function hearWitness(parts: WitnessParts, chains: ReadonlySet<string> | null): Promise<Witness> {
  const newest = (await parts.seals.newest())?.number ?? 0;
  const points = new SealedPoints(parts.contradicted, chains);
  const hearing = new Hearing(parts, points, newest);
  const read = parts.file === null ? null : await lengthOf(parts.file);
  if (parts.file !== null && read === null) hearing.takeLostFile();
  for await (const step of sealSteps(parts.seals, read)) {
    hearing.take(step);
    await points.settleFull();
  }
  await points.settle();
  return hearing.end();
}

async function lengthOf(file: SealFile): Promise<ReadFile | null> {
  const tail = await file.tail();
  return tail === null ? null : { file, size: tail.size };
}

/** Follows one telling of the chain, link by link. */
class Links {
  private next = 1;
  private digest = '';
  private isForgiven = false;

  /** What is wrong with this link; afterwards the chain goes on from it, so that one change is one finding. */
  take(entry: SealEntry): readonly [number, FindingKind, string] | null {
    const [expected, before, isForgiven] = [this.next, this.digest, this.isForgiven];
    this.skipTo(entry.number, entry.digest);
    if (isForgiven) return null;
    if (entry.number > expected) return [expected, 'REMOVED', `seal ${expected} is missing; the next one is ${entry.number}`];
    if (entry.number < expected) return [entry.number, 'REORDERED', `seal ${entry.number} stands after seal ${expected - 1}`];
    if (sealDigest(entry) !== entry.digest) return [entry.number, 'CHANGED', `seal ${entry.number} was changed`];
    return entry.previous === before ? null : [entry.number, 'RELINKED', `seal ${entry.number} does not build upon the one before`];
  }

  skipTo(number: number, digest: string): void {
    this.next = number + 1;
    this.digest = digest;
    this.isForgiven = false;
  }

  /** Something was found in place of the next link: what follows it is not blamed. */
  forgive(): void {
    this.isForgiven = true;
  }
}

class Hearing {
  private readonly findings: Finding[] = [];
  private readonly stored = new Links();
  private readonly filed = new Links();
  private gapUntil = 0;
  private isUnfiled = false;
  /** The line of the file that was read last. */
  private line = 0;
  private isDiffering = false;
  private readonly unknownKeys = new Set<string>();
  private counts = { seals: 0, signatures: 0 };
  private sealedAt: Instant | null = null;
  private drainedAt: Instant | null = null;
  private heard = 0;
  private signedAt: Instant | null = null;
  private unsigned: SealEntry | null = null;

  constructor(
    private readonly parts: WitnessParts,
    private readonly points: SealedPoints,
    private readonly newest: number,
  ) {}

  takeLostFile(): void {
    this.gapUntil = this.newest;
    if (this.newest > 0)
      this.find(
        'seal file',
        1,
        'LOST',
        `${this.parts.file?.path ?? 'the file'} is missing or empty, although ${this.newest} entries were made`,
      );
  }

  private find(chain: string, index: number, what: FindingKind, detail: string): void {
    this.findings.push({ chain, index, what, detail });
  }

  take(step: SealStep): void {
    if (step.kind === 'GAP') return this.takeGap(step);
    if (step.kind === 'FOREIGN') return this.takeForeign(step.index);
    const stored = this.takeStored(step);
    const filed = this.takeFiled(step);
    if (stored !== null && filed !== null) this.compare(stored, filed);
    const believed = filed ?? stored;
    if (believed !== null) this.believe(believed);
  }

  end(): Witness {
    const { findings, points, counts, sealedAt, drainedAt, heard, signedAt, unsigned } = this;
    if (this.parts.keys.size > 0 && unsigned !== null && unsigned.at < this.parts.now - UNSIGNED_MS) {
      this.find('seals', unsigned.number, 'UNSIGNED', `no signature follows seal ${unsigned.number}, although one was due within the hour`);
    }
    return { findings, chains: points.chains, ...counts, sealedAt, drainedAt, newest: heard, signedAt };
  }

  private takeForeign(index: number): void {
    this.line = index;
    this.isUnfiled = true;
    this.filed.forgive();
    this.find('seal file', index, 'CHANGED', `line ${index} is not what a sealer wrote`);
  }

  private takeGap({ index, gap }: Extract<SealStep, { kind: 'GAP' }>): void {
    this.line = index;
    this.gapUntil = gap.to;
    this.filed.skipTo(gap.to, gap.digest);
    this.find(
      'seal file',
      index,
      'LOST',
      `seals ${gap.from} to ${gap.to} are not in the file: it was lost, cut or changed before line ${index}`,
    );
  }

  /** The entry as the database tells it, where that holds in itself. */
  private takeStored({ number, stored, filed }: Extract<SealStep, { kind: 'ENTRY' }>): SealEntry | null {
    if (stored === null) {
      if (filed !== null) {
        this.stored.skipTo(number, filed.entry.digest);
        this.find('seals', number, 'REMOVED', `seal ${number} is in the seal file and not in the database`);
      }
      return null;
    }
    if (stored.entry === null) {
      this.find('seals', number, 'CHANGED', `seal ${number} is not what a sealer writes`);
      return null;
    }
    const wrong = this.stored.take(stored.entry);
    if (wrong !== null) this.find('seals', ...wrong);
    return sealDigest(stored.entry) === stored.entry.digest ? stored.entry : null;
  }

  private takeFiled({ number, filed }: Extract<SealStep, { kind: 'ENTRY' }>): SealEntry | null {
    if (filed === null) {
      this.noteUnfiled(number);
      return null;
    }
    this.line = filed.index;
    this.isUnfiled = false;
    const wrong = this.filed.take(filed.entry);
    if (wrong !== null && wrong[1] !== 'REMOVED') this.find('seal file', filed.index, wrong[1], `line ${filed.index}: ${wrong[2]}`);
    return filed.entry;
  }

  /** Of a run of seals that differ, the first is named. */
  private compare(stored: SealEntry, filed: SealEntry): void {
    const isSame = stored.digest === filed.digest;
    if (!isSame && !this.isDiffering) {
      this.find('seals', stored.number, 'DIFFERS', `from seal ${stored.number} on, the database does not say what the seal file says`);
    }
    this.isDiffering = !isSame;
  }

  /** The newest may be on its way into the file. Of a run of missing ones, the first is named. */
  private noteUnfiled(number: number): void {
    if (this.parts.file === null || number <= this.gapUntil || number >= this.newest || this.isUnfiled) return;
    this.isUnfiled = true;
    this.find(
      'seal file',
      this.line + 1,
      'REMOVED',
      `seal ${number} is in the database and not in the file, where it was line ${this.line + 1}`,
    );
  }

  private believe(entry: SealEntry): void {
    this.heard = Math.max(this.heard, entry.number);
    if (entry.kind === 'SIGNATURE') return this.believeSignature(entry);
    this.counts = { ...this.counts, seals: this.counts.seals + 1 };
    this.sealedAt = entry.at;
    if (entry.heads.length < HEADS_PER_SEAL) this.drainedAt = entry.at;
    this.unsigned ??= entry;
    this.points.add(entry);
  }

  private believeSignature(entry: SealSignature): void {
    this.counts = { ...this.counts, signatures: this.counts.signatures + 1 };
    const { keys } = this.parts;
    if (keys.size === 0) return;
    if (!keys.has(entry.key)) return this.noteKey(entry);
    if (!isSignedBy(keys, entry)) return this.find('seals', entry.number, 'BAD_SIGNATURE', `signature ${entry.number} does not hold`);
    this.signedAt = entry.at;
    this.unsigned = null;
  }

  private noteKey({ number, key }: SealSignature): void {
    if (this.unknownKeys.has(key)) return;
    this.unknownKeys.add(key);
    this.find('seals', number, 'UNKNOWN_KEY', `signature ${number} is of the key ${key}, which is not trusted here`);
  }
}
