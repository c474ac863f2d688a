import type { Pool, PoolClient } from 'pg';
import { DomainFailure } from '../../domain/error.js';
import type { Handbook } from '../../domain/handbook/handbook.model.js';
import { inForceAt } from '../../domain/handbook/versions-in-time.js';
import type { Instant } from '../../domain/instant.js';
import { inTransaction } from '../persistence/transaction.js';
import { type ApplicationRecord, NO_RECORD, readRecord } from './application-record.js';
import type { ParsedHandbook } from './parse-handbook.js';

export interface StoredVersion {
  readonly versionId: number;
  readonly handbook: Handbook;
  readonly digest: string;
}

interface VersionRow {
  readonly id: number;
  readonly compiled: Handbook;
  readonly digest: string;
}

const versionOf = ({ id, compiled, digest }: VersionRow): StoredVersion => ({ versionId: id, handbook: compiled, digest });

/** One time that a version was made the one that is to run. */
export interface Application {
  readonly by: string;
  readonly at: Instant;
  /** From when on it runs; null: at once. */
  readonly effectiveAt: Instant | null;
  readonly reason: string;
  /** What changes with it, a line each. */
  readonly diff: readonly string[];
  /** null: nobody had asked for a plan. */
  readonly planDigest: string | null;
}

/** What must hold, and what else is to be written, when a version is made the one that is to run. */
export interface Making {
  /** The revision of the record that must be the latest until then; undefined: whichever is. */
  readonly expected?: string;
  /** Written in the same transaction. */
  readonly also?: (client: PoolClient, made: { readonly versionId: number; readonly previous: number | null }) => Promise<void>;
}

/** Stores the version unless its digest is known already; two processes that apply at once agree on its number. */
const INSERT_VERSION = `
  WITH added AS (
    INSERT INTO handbook_versions (digest, handbook_id, author_version, source, compiled, applied_by, applied_at)
    VALUES ($1, $2, $3, $4, $5, $6, to_timestamp($7::double precision / 1000))
    ON CONFLICT (digest) DO NOTHING
    RETURNING id
  )
  SELECT id FROM added UNION ALL SELECT id FROM handbook_versions WHERE digest = $1`;

const MAKE_CURRENT = `
  INSERT INTO handbook_current (version_id) VALUES ($1)
  ON CONFLICT (singleton) DO UPDATE SET version_id = excluded.version_id`;

const INSERT_APPLICATION = `
  INSERT INTO handbook_applications (version_id, previous_version_id, applied_by, applied_at, effective_at, reason, diff, plan_digest)
  VALUES ($1, $2, $3, to_timestamp($4::double precision / 1000), to_timestamp($5::double precision / 1000), $6, $7, $8)`;

/** Handbook versions in PostgreSQL: numbered, immutable, with the record of when each was made to run from when on. */
export class HandbookRepository {
  constructor(private readonly pool: Pool) {}

  /** `known` itself where nothing was added since. */
  async record(known: ApplicationRecord): Promise<ApplicationRecord> {
    return await readRecord(this.pool, known);
  }

  async find(versionId: number): Promise<StoredVersion | null> {
    const { rows } = await this.pool.query<VersionRow>('SELECT id, compiled, digest FROM handbook_versions WHERE id = $1', [versionId]);
    return rows[0] ? versionOf(rows[0]) : null;
  }

  /** The file's text as it was applied; null: there is no such version. */
  async sourceOf(versionId: number): Promise<string | null> {
    const { rows } = await this.pool.query<{ source: string }>('SELECT source FROM handbook_versions WHERE id = $1', [versionId]);
    return rows[0]?.source ?? null;
  }

  /**
   * Stores the version and makes it the one that runs from `effectiveAt` on; answers its number, and whether it would not have run then
   * anyway. A version stored before keeps its number. Throws `CONFLICT` where something was applied or withdrawn since the revision
   * `making.expected`: then nothing is changed.
   */
  async makeRun(
    parsed: ParsedHandbook,
    application: Application,
    making: Making = {},
  ): Promise<{ readonly versionId: number; readonly changed: boolean }> {
    const { by, reason, diff, planDigest, effectiveAt } = application;
    return await exclusively(this.pool, async (client, record) => {
      if (making.expected !== undefined && making.expected !== record.revision) throw changedMeanwhile();
      // What is known at an instant never changes: a clock that is behind does not write into the past.
      const at = Math.max(application.at, record.writtenAt);
      if (effectiveAt !== null && effectiveAt <= at) throw changedMeanwhile();
      const versionId = await storeVersion(client, parsed, { by, at });
      const previous = inForceAt(record.versions, effectiveAt ?? at)?.versionId ?? null;
      if (versionId === previous) return { versionId, changed: false };
      if (effectiveAt === null) await client.query(MAKE_CURRENT, [versionId]);
      await client.query(INSERT_APPLICATION, [versionId, previous, by, at, effectiveAt, reason, JSON.stringify(diff), planDigest]);
      await making.also?.(client, { versionId, previous });
      return { versionId, changed: true };
    });
  }
}

/** Its number; the old one where it was stored before. */
async function storeVersion(
  client: PoolClient,
  { handbook, source, digest }: ParsedHandbook,
  { by, at }: Pick<Application, 'by' | 'at'>,
): Promise<number> {
  const values = [digest, handbook.id, handbook.version, source, JSON.stringify(handbook), by, at];
  const id = (await client.query<{ id: number }>(INSERT_VERSION, values)).rows[0]?.id;
  if (id === undefined) throw new Error('a handbook version was neither stored nor found');
  return id;
}

/** `work` while nobody else applies or withdraws, on the record as it is then: one writer at a time, the other sees what this one stored. */
export async function exclusively<T>(pool: Pool, work: (client: PoolClient, record: ApplicationRecord) => Promise<T>): Promise<T> {
  return await inTransaction(pool, async (client) => {
    await client.query('LOCK TABLE handbook_current IN SHARE ROW EXCLUSIVE MODE');
    return await work(client, await readRecord(client, NO_RECORD));
  });
}

const changedMeanwhile = (): DomainFailure =>
  new DomainFailure({
    code: 'CONFLICT',
    field: 'digest',
    detail: 'another handbook runs, or is to run, than when this was planned',
    hint: 'plan again, read what would change now, and apply with that digest',
  });
