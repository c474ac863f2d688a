import type { Pool, PoolClient } from 'pg';
import { DomainFailure } from '../../domain/error.js';
import type { Handbook } from '../../domain/handbook/handbook.model.js';
import type { Instant } from '../../domain/instant.js';
import { inTransaction } from '../persistence/transaction.js';
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

/** One time that a version began to run. */
export interface Application {
  readonly by: string;
  readonly at: Instant;
  readonly reason: string;
  /** What changed with it, a line each. */
  readonly diff: readonly string[];
  /** null: nobody had asked for a plan. */
  readonly planDigest: string | null;
}

/** An application as it is kept, numbered in their order. */
export interface ApplicationRow extends Application {
  readonly number: number;
  readonly versionId: number;
  readonly previousVersionId: number | null;
  readonly authorVersion: string;
}

/** What must hold, and what else is to be written, when a version is made the current one. */
export interface Making {
  /** The version that must be current until then; undefined: whichever is. */
  readonly expected?: number | null;
  /** Written in the same transaction. */
  readonly also?: (client: PoolClient, versionId: number) => Promise<void>;
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
  INSERT INTO handbook_applications (version_id, previous_version_id, applied_by, applied_at, reason, diff, plan_digest)
  VALUES ($1, $2, $3, to_timestamp($4::double precision / 1000), $5, $6, $7)`;

/** $1 before this number or null, $2 at most. Newest first. */
const READ_APPLICATIONS = `
  SELECT a.number, a.version_id AS "versionId", a.previous_version_id AS "previousVersionId", a.applied_by AS by,
    (extract(epoch from a.applied_at) * 1000)::float8 AS at, a.reason, a.diff, a.plan_digest AS "planDigest", v.author_version AS "authorVersion"
  FROM handbook_applications a JOIN handbook_versions v ON v.id = a.version_id
  WHERE $1::int IS NULL OR a.number < $1 ORDER BY a.number DESC LIMIT $2`;

/** Handbook versions in PostgreSQL: numbered, immutable, one of them current, with the record of when each began to run. */
export class HandbookRepository {
  constructor(private readonly pool: Pool) {}

  async currentId(): Promise<number | null> {
    return await currentIdOf(this.pool);
  }

  async find(versionId: number): Promise<StoredVersion | null> {
    const { rows } = await this.pool.query<VersionRow>('SELECT id, compiled, digest FROM handbook_versions WHERE id = $1', [versionId]);
    return rows[0] ? versionOf(rows[0]) : null;
  }

  /** Whether this very handbook ran once. */
  async hasRun(digest: string): Promise<boolean> {
    return ((await this.pool.query('SELECT 1 FROM handbook_versions WHERE digest = $1', [digest])).rowCount ?? 0) > 0;
  }

  /** The file's text as it was applied; null: there is no such version. */
  async sourceOf(versionId: number): Promise<string | null> {
    const { rows } = await this.pool.query<{ source: string }>('SELECT source FROM handbook_versions WHERE id = $1', [versionId]);
    return rows[0]?.source ?? null;
  }

  async applications(before: number | null, limit: number): Promise<readonly ApplicationRow[]> {
    return (await this.pool.query<ApplicationRow>(READ_APPLICATIONS, [before, limit])).rows;
  }

  /**
   * Stores the version and makes it the current one; answers its number. A version stored before keeps its number.
   * Throws `CONFLICT` where another one is current than `making.expected`: then nothing is changed.
   */
  async makeCurrent(parsed: ParsedHandbook, application: Application, making: Making = {}): Promise<number> {
    const { handbook, source, digest } = parsed;
    const { by, at, reason, diff, planDigest } = application;
    return await inTransaction(this.pool, async (client) => {
      // One writer at a time: the other then sees what this one stored.
      await client.query('LOCK TABLE handbook_current IN SHARE ROW EXCLUSIVE MODE');
      const before = await currentIdOf(client);
      if (making.expected !== undefined && making.expected !== before) throw changedMeanwhile(before);
      const values = [digest, handbook.id, handbook.version, source, JSON.stringify(handbook), by, at];
      const id = (await client.query<{ id: number }>(INSERT_VERSION, values)).rows[0]?.id;
      if (id === undefined) throw new Error('a handbook version was neither stored nor found');
      if (id === before) return id;
      await client.query(MAKE_CURRENT, [id]);
      await client.query(INSERT_APPLICATION, [id, before, by, at, reason, JSON.stringify(diff), planDigest]);
      await making.also?.(client, id);
      return id;
    });
  }
}

async function currentIdOf(client: Pool | PoolClient): Promise<number | null> {
  const { rows } = await client.query<{ version_id: number }>('SELECT version_id FROM handbook_current');
  return rows[0]?.version_id ?? null;
}

const changedMeanwhile = (versionId: number | null): DomainFailure =>
  new DomainFailure({
    code: 'CONFLICT',
    field: 'digest',
    detail: `another handbook runs than the one that was planned against: version ${versionId ?? 'none'}`,
    hint: 'plan again, read what would change now, and apply with that digest',
  });
