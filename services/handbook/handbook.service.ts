import type { Pool } from 'pg';
import { DomainFailure } from '../../domain/error.js';
import { diffHandbooks } from '../../domain/handbook/diff-handbooks.js';
import type { Handbook } from '../../domain/handbook/handbook.model.js';
import type { Instant } from '../../domain/instant.js';
import { err, ok, type Result } from '../../domain/result.js';
import { type Clock, systemClock } from '../config/clock.js';
import { HandbookRepository, type StoredVersion } from './handbook.repository.js';
import type { HandbookReader } from './handbook-reader.port.js';
import { parseHandbook } from './parse-handbook.js';
import type { Problem } from './problem.js';

/** Another process's change is seen within this long. */
const FRESH_MS = 1_000;
/** A database that is silent for longer is not waited for while memory has an answer. */
const PATIENCE_MS = 1_000;
/** Versions kept in memory; an incident of an older one costs a query. */
const MAX_CACHED = 100;

export interface Applied {
  readonly versionId: number;
  /** false: this very handbook was running already. */
  readonly changed: boolean;
  /** What changed, a line each; empty when nothing did. */
  readonly diff: readonly string[];
}

/** The running handbook and every earlier version of it. A version, once stored, never changes. */
export class HandbookService implements HandbookReader {
  private readonly versions = new Map<number, StoredVersion>();
  private readonly repository: HandbookRepository;
  private latest: StoredVersion | null = null;
  private checkedAt = Number.NEGATIVE_INFINITY;
  private refreshing: Promise<StoredVersion | null> | null = null;

  constructor(
    pool: Pool,
    private readonly clock: Clock = systemClock,
  ) {
    this.repository = new HandbookRepository(pool);
  }

  /** null: none has been applied yet. At most a second old; while the database is silent or refuses, the last one known. */
  async current(): Promise<StoredVersion | null> {
    const { latest } = this;
    if (latest && this.clock.now() - this.checkedAt < FRESH_MS) return latest;
    this.refreshing ??= this.refresh().finally(() => {
      this.refreshing = null;
    });
    if (!latest) return this.refreshing;
    const answer = await orKnown(this.refreshing, latest);
    // Also after a failure: the next try is in a second, not in every call.
    this.checkedAt = this.clock.now();
    return answer;
  }

  /** Throws `NOT_FOUND` for a number that was never given. */
  async byVersion(versionId: number): Promise<Handbook> {
    return (await this.load(versionId)).handbook;
  }

  /**
   * Makes the handbook in `source` the running one. An invalid one leaves the running version untouched and answers everything
   * that is wrong with it; the same one again changes nothing; one that ran before runs again under its old number.
   */
  async apply(source: Uint8Array | string, file: string, by: string, at: Instant): Promise<Result<Applied, readonly Problem[]>> {
    const parsed = parseHandbook(source, file);
    if (!parsed.ok) return err(parsed.error);
    const before = await this.refresh();
    if (before?.digest === parsed.value.digest) return ok({ versionId: before.versionId, changed: false, diff: [] });
    const versionId = await this.repository.makeCurrent(parsed.value, by, at);
    await this.refresh();
    return ok({ versionId, changed: true, diff: diffHandbooks(before?.handbook ?? null, parsed.value.handbook) });
  }

  private async refresh(): Promise<StoredVersion | null> {
    const id = await this.repository.currentId();
    this.latest = id === null ? null : await this.load(id);
    this.checkedAt = this.clock.now();
    return this.latest;
  }

  private async load(versionId: number): Promise<StoredVersion> {
    const known = this.versions.get(versionId);
    if (known) return known;
    const found = await this.repository.find(versionId);
    if (!found) throw new DomainFailure({ code: 'NOT_FOUND', detail: `there is no handbook version ${versionId}` });
    const oldest = this.versions.keys().next();
    if (this.versions.size >= MAX_CACHED && !oldest.done) this.versions.delete(oldest.value);
    this.versions.set(versionId, found);
    return found;
  }
}

/** What `fresh` answers, or `known` when it fails or takes too long. */
async function orKnown(fresh: Promise<StoredVersion | null>, known: StoredVersion): Promise<StoredVersion | null> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<StoredVersion>((resolve) => {
    timer = setTimeout(() => resolve(known), PATIENCE_MS);
  });
  try {
    return await Promise.race([fresh.catch(() => known), patience]);
  } finally {
    clearTimeout(timer);
  }
}
