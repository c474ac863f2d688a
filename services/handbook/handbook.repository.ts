import type { Pool } from 'pg';
import type { Handbook } from '../../domain/handbook/handbook.model.js';
import type { Instant } from '../../domain/instant.js';
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

/** Handbook versions in PostgreSQL: numbered, immutable, one of them current. */
export class HandbookRepository {
  constructor(private readonly pool: Pool) {}

  async currentId(): Promise<number | null> {
    const { rows } = await this.pool.query<{ version_id: number }>('SELECT version_id FROM handbook_current');
    return rows[0]?.version_id ?? null;
  }

  async find(versionId: number): Promise<StoredVersion | null> {
    const { rows } = await this.pool.query<VersionRow>('SELECT id, compiled, digest FROM handbook_versions WHERE id = $1', [versionId]);
    return rows[0] ? versionOf(rows[0]) : null;
  }

  /** Stores the version and makes it the current one; answers its number. A version stored before keeps its number. */
  async makeCurrent({ handbook, source, digest }: ParsedHandbook, by: string, at: Instant): Promise<number> {
    const values = [digest, handbook.id, handbook.version, source, JSON.stringify(handbook), by, at];
    const client = await this.pool.connect();
    try {
      await client.query('BEGIN');
      // One writer at a time: the other then sees what this one stored.
      await client.query('LOCK TABLE handbook_current IN SHARE ROW EXCLUSIVE MODE');
      const { rows } = await client.query<{ id: number }>(INSERT_VERSION, values);
      const id = rows[0]?.id;
      if (id === undefined) throw new Error('a handbook version was neither stored nor found');
      await client.query(MAKE_CURRENT, [id]);
      await client.query('COMMIT');
      return id;
    } catch (error) {
      await client.query('ROLLBACK');
      throw error;
    } finally {
      client.release();
    }
  }
}
