import type { Pool, PoolClient } from 'pg';
import type { Cover } from '../../domain/covers/cover.model.js';
import type { Instant } from '../../domain/instant.js';
import type { Span } from '../../domain/oncall/holder.js';

type Row = Omit<Cover, 'id' | 'from' | 'to' | 'recordedAt' | 'endedAt'> & {
  readonly number: string;
  readonly from: string;
  readonly to: string;
  readonly recordedAt: string;
  readonly endedAt: string | null;
};

const ms = (column: string): string => `extract(epoch FROM ${column}) * 1000`;
const COLUMNS = `number, schedule, person, relieves, ${ms('starts_at')} AS "from", ${ms('ends_at')} AS "to", ${ms('recorded_at')} AS "recordedAt",
  recorded_by AS "by", reason, ${ms('ended_at')} AS "endedAt", ended_by AS "endedBy"`;
const instant = (parameter: string): string => `to_timestamp(${parameter}::double precision / 1000.0)`;

const INSERT = `
INSERT INTO covers (number, schedule, person, relieves, starts_at, ends_at, recorded_at, recorded_by, reason)
VALUES (coalesce($1, nextval('cover_number')), $2, $3, $4, ${instant('$5')}, ${instant('$6')}, ${instant('$7')}, $8, $9)
ON CONFLICT ON CONSTRAINT pk_covers DO NOTHING
RETURNING ${COLUMNS}
`;

/** What is asked of covers: of one schedule or of all, newest first. */
export interface CoverQuery {
  readonly schedule: string | null;
  /** Only those that have not ended by then; null: all. */
  readonly since: Instant | null;
  readonly limit: number;
}

/** Covers as they are recorded: added, and ended; never changed otherwise. */
export class CoversRepository {
  constructor(private readonly pool: Pool) {}

  /** Those of every schedule that have a moment in the span, the ended ones too. */
  async around({ from, to }: Span): Promise<readonly Cover[]> {
    const { rows } = await this.pool.query<Row>(
      `SELECT ${COLUMNS} FROM covers WHERE ends_at > ${instant('$1')} AND starts_at < ${instant('$2')} ORDER BY number`,
      [from, to],
    );
    return rows.map(coverOf);
  }

  /** Those that were recorded or given back since then. */
  async changedSince(at: Instant): Promise<readonly Cover[]> {
    const { rows } = await this.pool.query<Row>(
      `SELECT ${COLUMNS} FROM covers WHERE greatest(recorded_at, ended_at) > ${instant('$1')} ORDER BY number`,
      [at],
    );
    return rows.map(coverOf);
  }

  async list({ schedule, since, limit }: CoverQuery): Promise<readonly Cover[]> {
    const { rows } = await this.pool.query<Row>(
      `SELECT ${COLUMNS} FROM covers
       WHERE ($1::text IS NULL OR schedule = $1) AND ($2::double precision IS NULL OR least(ends_at, ended_at) > ${instant('$2')})
       ORDER BY number DESC LIMIT $3`,
      [schedule, since, limit],
    );
    return rows.map(coverOf);
  }

  /** null: there is none of this id. */
  async find(id: string): Promise<Cover | null> {
    const number = numberOf(id);
    if (number === null) return null;
    const { rows } = await this.pool.query<Row>(`SELECT ${COLUMNS} FROM covers WHERE number = $1`, [number]);
    return rows[0] === undefined ? null : coverOf(rows[0]);
  }

  /** Those of one schedule in the span, held until the transaction ends: nobody else adds one to the schedule meanwhile. */
  async heldFor(client: PoolClient, schedule: string, { from, to }: Span): Promise<readonly Cover[]> {
    await client.query(`SELECT pg_advisory_xact_lock(hashtext('tocsin:covers:' || $1))`, [schedule]);
    const { rows } = await client.query<Row>(
      `SELECT ${COLUMNS} FROM covers WHERE schedule = $1 AND ends_at > ${instant('$2')} AND starts_at < ${instant('$3')} ORDER BY number`,
      [schedule, from, to],
    );
    return rows.map(coverOf);
  }

  /** Adds a cover under the next number. */
  async add(client: PoolClient, cover: Omit<Cover, 'id'>): Promise<Cover> {
    const { schedule, person, relieves, from, to, recordedAt, by, reason } = cover;
    const { rows } = await client.query<Row>(INSERT, [null, schedule, person, relieves, from, to, recordedAt, by, reason]);
    const row = rows[0];
    if (row === undefined) throw new Error('the cover was not recorded');
    return coverOf(row);
  }

  /** Writes when it was given back; one that was ended already stays as it was, and answers false. */
  async end(client: PoolClient, { id, endedAt, endedBy }: Cover): Promise<boolean> {
    const { rowCount } = await client.query(
      `UPDATE covers SET ended_at = ${instant('$2')}, ended_by = $3 WHERE number = $1 AND ended_at IS NULL`,
      [numberOf(id), endedAt, endedBy],
    );
    return rowCount === 1;
  }
}

const ID = /^COV-(\d{1,15})$/;

/** `COV-12` → 12; null: not the id of a cover or a request. */
export const numberOf = (id: string): number | null => {
  const digits = ID.exec(id)?.[1];
  return digits === undefined ? null : Number(digits);
};

export const idOf = (number: string | number): string => `COV-${number}`;

const rounded = (value: string | null): Instant | null => (value === null ? null : Math.round(Number(value)));

function coverOf({ number, from, to, recordedAt, endedAt, ...row }: Row): Cover {
  return {
    id: idOf(number),
    ...row,
    from: Math.round(Number(from)),
    to: Math.round(Number(to)),
    recordedAt: Math.round(Number(recordedAt)),
    endedAt: rounded(endedAt),
  };
}
