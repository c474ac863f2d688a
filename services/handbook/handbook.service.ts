import type { Pool } from 'pg';
import { DomainFailure } from '../../domain/error.js';
import { diffHandbooks } from '../../domain/handbook/diff-handbooks.js';
import type { Handbook } from '../../domain/handbook/handbook.model.js';
import {
  type ApplicationState,
  applicationState,
  type DatedVersion,
  inForceAt,
  scheduledAfter,
  versionsKnownAt,
} from '../../domain/handbook/versions-in-time.js';
import type { Instant } from '../../domain/instant.js';
import { err, ok, type Result } from '../../domain/result.js';
import { type Clock, systemClock } from '../config/clock.js';
import { type ApplicationRecord, NO_RECORD } from './application-record.js';
import { type ApplicationRow, ApplicationsRepository, type Withdrawal } from './applications.repository.js';
import { type Application, HandbookRepository, type Making, type StoredVersion } from './handbook.repository.js';
import type { HandbookTimes, RunningHandbook } from './handbook-reader.port.js';
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
  /** false: this very handbook runs then anyway. */
  readonly changed: boolean;
  /** What changes, a line each; empty when nothing does. */
  readonly diff: readonly string[];
}

export interface ApplicationView extends ApplicationRow {
  readonly state: ApplicationState;
}

/** The handbook's versions, each immutable once stored, and which of them runs when: computed from the record and the clock alone. */
export class HandbookService implements HandbookTimes {
  private readonly versions = new Map<number, StoredVersion>();
  private readonly repository: HandbookRepository;
  private readonly kept: ApplicationsRepository;
  private record = NO_RECORD;
  private checkedAt = Number.NEGATIVE_INFINITY;
  private refreshing: Promise<ApplicationRecord> | null = null;

  constructor(
    pool: Pool,
    readonly clock: Clock = systemClock,
  ) {
    this.repository = new HandbookRepository(pool);
    this.kept = new ApplicationsRepository(pool);
  }

  /**
   * The version in force now; null: none has been applied yet. What was applied or withdrawn is known within a second, or while the
   * database is silent or refuses, once it no longer is; a version that was known before it takes effect takes effect on time.
   */
  async current(): Promise<(StoredVersion & RunningHandbook) | null> {
    return await this.inForce(await this.known());
  }

  /** Throws `NOT_FOUND` for a number that was never given. */
  async byVersion(versionId: number): Promise<Handbook> {
    return (await this.load(versionId)).handbook;
  }

  async versionsKnownAt(asKnownAt: Instant | null): Promise<readonly DatedVersion[]> {
    const { entries, versions } = await this.known();
    return asKnownAt === null ? versions : versionsKnownAt(entries, asKnownAt);
  }

  /**
   * Makes the handbook in `source` the running one, until a scheduled version takes effect. An invalid one leaves the running version
   * untouched and answers everything that is wrong with it; the same one again changes nothing; one that ran before runs again under its
   * old number.
   */
  async apply(source: Uint8Array | string, file: string, by: string, at: Instant): Promise<Result<Applied, readonly Problem[]>> {
    const parsed = parseHandbook(source, file);
    if (!parsed.ok) return err(parsed.error);
    const before = await this.running();
    const application = { by, at, effectiveAt: null, reason: `applied from ${file}`, planDigest: null };
    return ok(await this.makeRun(before, parsed.value, application));
  }

  /**
   * As `apply`, for a file that is named at every start: one that ran before does not come back in the place of one that a person
   * planned and that took effect since.
   */
  async applyAtStart(source: Uint8Array | string, file: string, by: string, at: Instant): Promise<Result<Applied, readonly Problem[]>> {
    const parsed = parseHandbook(source, file);
    const record = await this.latest();
    const running = parsed.ok ? await this.inForce(record) : null;
    if (!parsed.ok || running === null || running.digest === parsed.value.digest) return await this.apply(source, file, by, at);
    const tookEffect = record.entries
      .filter((entry) => entry.withdrawnAt === null && entry.effectiveAt <= this.now(record))
      .toSorted((a, b) => a.effectiveAt - b.effectiveAt);
    const hasRun = tookEffect.some(({ digest }) => digest === parsed.value.digest);
    if (tookEffect.at(-1)?.isPlanned !== true || !hasRun) return await this.apply(source, file, by, at);
    return ok({ versionId: running.versionId, changed: false, diff: [] });
  }

  /** As the database says now, not as of a second ago. */
  async running(): Promise<StoredVersion | null> {
    return await this.inForce(await this.latest());
  }

  /** Everything that was applied and withdrawn, as the database says now. */
  async latest(): Promise<ApplicationRecord> {
    return await this.refresh();
  }

  /** Makes `parsed` run in the place of `before`; see `HandbookRepository.makeRun`. */
  async makeRun(
    before: StoredVersion | null,
    parsed: ParsedHandbook,
    by: Omit<Application, 'diff'>,
    making: Making = {},
  ): Promise<Applied> {
    if (before?.digest === parsed.digest) return { versionId: before.versionId, changed: false, diff: [] };
    const diff = diffHandbooks(before?.handbook ?? null, parsed.handbook);
    const made = await this.repository.makeRun(parsed, { ...by, diff }, making);
    await this.refresh();
    return made.changed ? { ...made, diff } : { ...made, diff: [] };
  }

  /** The text of the file that became this version. Throws `NOT_FOUND`. */
  async sourceOf(versionId: number): Promise<string> {
    const source = await this.repository.sourceOf(versionId);
    if (source === null) throw noVersion(versionId);
    return source;
  }

  /** Who made which version run from when on, newest first; before the one numbered `before`, where it is given. */
  async applications(
    before: number | null,
    first: number,
  ): Promise<{ readonly rows: readonly ApplicationView[]; readonly hasNext: boolean }> {
    const [rows, record] = [await this.kept.list(before, first + 1), await this.latest()];
    const withState = rows.slice(0, first).map((row) => ({ ...row, state: applicationState(row, record.versions, this.now(record)) }));
    return { rows: withState, hasNext: rows.length > first };
  }

  /** See `ApplicationsRepository.withdraw`. */
  async withdraw(withdrawal: Withdrawal, also: Parameters<ApplicationsRepository['withdraw']>[1]): Promise<readonly Instant[]> {
    const withdrawn = await this.kept.withdraw(withdrawal, also);
    await this.refresh();
    return withdrawn;
  }

  /** Throws `NOT_FOUND` for a number that was never given. */
  async load(versionId: number): Promise<StoredVersion> {
    const found = this.versions.get(versionId) ?? (await this.repository.find(versionId));
    if (!found) throw noVersion(versionId);
    // The one that was asked for last is the last to be forgotten.
    this.versions.delete(versionId);
    this.versions.set(versionId, found);
    const oldest = this.versions.keys().next();
    if (this.versions.size > MAX_CACHED && !oldest.done) this.versions.delete(oldest.value);
    return found;
  }

  /** A clock that is behind the one of whoever applied last does not keep that from running. */
  private now(record: ApplicationRecord): Instant {
    return Math.max(this.clock.now(), record.writtenAt);
  }

  private async inForce(record: ApplicationRecord): Promise<(StoredVersion & RunningHandbook) | null> {
    const running = inForceAt(record.versions, this.now(record));
    if (running === null) return null;
    const stored = await this.load(running.versionId);
    return running === record.versions[0] ? stored : { ...stored, since: running.effectiveAt };
  }

  private async known(): Promise<ApplicationRecord> {
    const { record } = this;
    if (record !== NO_RECORD && this.clock.now() - this.checkedAt < FRESH_MS) return record;
    this.refreshing ??= this.refresh().finally(() => {
      this.refreshing = null;
    });
    if (record === NO_RECORD) return this.refreshing;
    const answer = await orKnown(this.refreshing, record);
    // Also after a failure: the next try is in a second, not in every call.
    this.checkedAt = this.clock.now();
    return answer;
  }

  private async refresh(): Promise<ApplicationRecord> {
    const record = await this.repository.record(this.record);
    const now = this.now(record);
    const running = inForceAt(record.versions, now);
    // Whatever runs or will is in memory when the database is silent.
    for (const { versionId } of [...(running === null ? [] : [running]), ...scheduledAfter(record.versions, now)])
      await this.load(versionId);
    this.record = record;
    this.checkedAt = this.clock.now();
    return record;
  }
}

const noVersion = (versionId: number): DomainFailure =>
  new DomainFailure({ code: 'NOT_FOUND', field: 'versionId', detail: `there is no handbook version ${versionId}` });

/** What `fresh` answers, or `known` when it fails or takes too long. */
async function orKnown(fresh: Promise<ApplicationRecord>, known: ApplicationRecord): Promise<ApplicationRecord> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<ApplicationRecord>((resolve) => {
    timer = setTimeout(() => resolve(known), PATIENCE_MS);
  });
  try {
    return await Promise.race([fresh.catch(() => known), patience]);
  } finally {
    clearTimeout(timer);
  }
}
