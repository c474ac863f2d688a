import type { Pool } from 'pg';
import { DomainFailure } from '../../domain/error.js';
import { diffHandbooks } from '../../domain/handbook/diff-handbooks.js';
import type { Handbook } from '../../domain/handbook/handbook.model.js';
import type { Instant } from '../../domain/instant.js';
import { err, ok, type Result } from '../../domain/result.js';
import { type Clock, systemClock } from '../config/clock.js';
import { type Application, type ApplicationRow, HandbookRepository, type Making, type StoredVersion } from './handbook.repository.js';
import type { HandbookReader } from './handbook-reader.port.js';
import { type ParsedHandbook, parseHandbook } from './parse-handbook.js';
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
    return ok(await this.makeCurrent(before, parsed.value, { by, at, reason: `applied from ${file}`, planDigest: null }));
  }

  /**
   * As `apply`, for a file that is named at every start: one that ran before does not come back in the place of one that a person
   * planned and applied since.
   */
  async applyAtStart(source: Uint8Array | string, file: string, by: string, at: Instant): Promise<Result<Applied, readonly Problem[]>> {
    const parsed = parseHandbook(source, file);
    const running = parsed.ok ? await this.refresh() : null;
    if (!parsed.ok || running === null || running.digest === parsed.value.digest) return await this.apply(source, file, by, at);
    const [latest] = await this.repository.applications(null, 1);
    const isPlanned = latest !== undefined && latest.planDigest !== null;
    if (!isPlanned || !(await this.repository.hasRun(parsed.value.digest))) return await this.apply(source, file, by, at);
    return ok({ versionId: running.versionId, changed: false, diff: [] });
  }

  /** As the database says now, not as of a second ago. */
  async running(): Promise<StoredVersion | null> {
    return await this.refresh();
  }

  /** Makes `parsed` the running one, in the place of `before`; see `HandbookRepository.makeCurrent`. */
  async makeCurrent(
    before: StoredVersion | null,
    parsed: ParsedHandbook,
    by: Omit<Application, 'diff'>,
    making: Making = {},
  ): Promise<Applied> {
    if (before?.digest === parsed.digest) return { versionId: before.versionId, changed: false, diff: [] };
    const diff = diffHandbooks(before?.handbook ?? null, parsed.handbook);
    const versionId = await this.repository.makeCurrent(parsed, { ...by, diff }, making);
    await this.refresh();
    return { versionId, changed: true, diff };
  }

  /** The text of the file that became this version. Throws `NOT_FOUND`. */
  async sourceOf(versionId: number): Promise<string> {
    const source = await this.repository.sourceOf(versionId);
    if (source === null) throw noVersion(versionId);
    return source;
  }

  /** When which version began to run, newest first; before the one numbered `before`, where it is given. */
  async applications(
    before: number | null,
    first: number,
  ): Promise<{ readonly rows: readonly ApplicationRow[]; readonly hasNext: boolean }> {
    const rows = await this.repository.applications(before, first + 1);
    return { rows: rows.slice(0, first), hasNext: rows.length > first };
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
    if (!found) throw noVersion(versionId);
    const oldest = this.versions.keys().next();
    if (this.versions.size >= MAX_CACHED && !oldest.done) this.versions.delete(oldest.value);
    this.versions.set(versionId, found);
    return found;
  }
}

const noVersion = (versionId: number): DomainFailure =>
  new DomainFailure({ code: 'NOT_FOUND', field: 'versionId', detail: `there is no handbook version ${versionId}` });

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
