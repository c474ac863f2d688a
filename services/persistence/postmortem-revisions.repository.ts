import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import type { Instant } from '../../domain/instant.js';

/** One text of a postmortem; never changed, only followed by another. */
export interface PostmortemRevision {
  readonly revision: number;
  readonly text: string;
  /** SHA-256 of the text, in hex. */
  readonly digest: string;
  /** null: Tocsin drafted it from the record. */
  readonly author: string | null;
  readonly writtenAt: Instant;
}

export interface Writing {
  readonly incidentKey: string;
  /** The next one: written only where nobody else has written it. */
  readonly revision: number;
  readonly text: string;
  readonly author: string | null;
  readonly at: Instant;
}

const COLUMNS = `revision, text, digest, author, (extract(epoch FROM written_at) * 1000)::float8 AS "writtenAt"`;

/** The texts of postmortems. Append-only; who reads them must have seen to it that they may. */
export class PostmortemRevisionsRepository {
  constructor(private readonly pool: Pool) {}

  /** The newest, or the one that was it at `until`. null: there is none. */
  async newest(incidentKey: string, until?: Instant): Promise<PostmortemRevision | null> {
    const { rows } = await this.pool.query<PostmortemRevision>(
      `SELECT ${COLUMNS} FROM postmortem_revisions WHERE incident_key = $1 AND ($2::float8 IS NULL OR written_at <= to_timestamp($2 / 1000.0)) ORDER BY revision DESC LIMIT 1`,
      [incidentKey, until ?? null],
    );
    return rows[0] ?? null;
  }

  async find(incidentKey: string, revision: number): Promise<PostmortemRevision | null> {
    const { rows } = await this.pool.query<PostmortemRevision>(
      `SELECT ${COLUMNS} FROM postmortem_revisions WHERE incident_key = $1 AND revision = $2`,
      [incidentKey, revision],
    );
    return rows[0] ?? null;
  }

  /** false: there is such a revision already, or the one before it is missing. */
  async write({ incidentKey, revision, text, author, at }: Writing): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `INSERT INTO postmortem_revisions (incident_key, revision, text, digest, author, written_at)
       SELECT $1, $2, $3, $4, $5, to_timestamp($6::double precision / 1000.0)
       WHERE $2 = 1 + coalesce((SELECT max(revision) FROM postmortem_revisions WHERE incident_key = $1), 0)
       ON CONFLICT ON CONSTRAINT pk_postmortem_revisions DO NOTHING`,
      [incidentKey, revision, text, createHash('sha256').update(text).digest('hex'), author, at],
    );
    return rowCount === 1;
  }
}
