import type { Pool } from 'pg';
import { coverOf } from '../../domain/covers/answer-cover-request.js';
import type { CoverRequest, CoverRequestStatus } from '../../domain/covers/cover-request.model.js';
import type { Instant } from '../../domain/instant.js';
import { idOf, numberOf } from './covers.repository.js';

type Row = Omit<CoverRequest, 'id' | 'from' | 'to' | 'askedAt' | 'answerBy' | 'settledAt'> & {
  readonly number: string;
  readonly from: string;
  readonly to: string;
  readonly askedAt: string;
  readonly answerBy: string;
  readonly settledAt: string | null;
};

const ms = (column: string): string => `extract(epoch FROM ${column}) * 1000`;
const COLUMNS = `number, schedule, asker, candidates, ${ms('starts_at')} AS "from", ${ms('ends_at')} AS "to", reason,
  ${ms('asked_at')} AS "askedAt", ${ms('answer_by')} AS "answerBy", status, declined, accepted_by AS "acceptedBy", ${ms('settled_at')} AS "settledAt"`;
const instant = (parameter: string): string => `to_timestamp(${parameter}::double precision / 1000.0)`;

/** What is settled stays as it is; the cover comes with the acceptance, in the same statement, and only then. */
const RECORD = `
WITH written AS (
  INSERT INTO cover_requests AS r
    (number, schedule, asker, candidates, starts_at, ends_at, reason, asked_at, answer_by, status, declined, accepted_by, settled_at)
  VALUES ($1, $2, $3, $4, ${instant('$5')}, ${instant('$6')}, $7, ${instant('$8')}, ${instant('$9')}, $10, $11, $12, ${instant('$13')})
  ON CONFLICT ON CONSTRAINT pk_cover_requests DO UPDATE
    SET status = excluded.status, declined = excluded.declined, accepted_by = excluded.accepted_by, settled_at = excluded.settled_at
    WHERE r.status = 'ASKED'
  RETURNING number, status
)
INSERT INTO covers (number, schedule, person, relieves, starts_at, ends_at, recorded_at, recorded_by, reason)
SELECT number, $2, $12, ARRAY[$3], ${instant('$14')}, ${instant('$6')}, ${instant('$13')}, $3, $7 FROM written WHERE status = 'ACCEPTED'
ON CONFLICT ON CONSTRAINT pk_covers DO NOTHING
`;

/** What is asked of requests: of one schedule or of all, of one status or of all, newest first. */
export interface CoverRequestQuery {
  readonly schedule: string | null;
  readonly status: CoverRequestStatus | null;
  readonly limit: number;
}

/** Requests for cover, written by their workflows. */
export class CoverRequestsRepository {
  constructor(private readonly pool: Pool) {}

  /** `COV-12`: never given twice. */
  async nextId(): Promise<string> {
    const { rows } = await this.pool.query<{ number: string }>(`SELECT nextval('cover_number') AS number`);
    return idOf(rows[0]?.number ?? '');
  }

  /** Writes what became of a request that still waits, and the cover that comes of it. The one that is recorded afterwards. */
  async record(request: CoverRequest): Promise<CoverRequest> {
    const { id, schedule, asker, candidates, from, to, reason, askedAt, answerBy, status, declined, acceptedBy, settledAt } = request;
    const asked = [numberOf(id), schedule, asker, candidates, from, to, reason, askedAt, answerBy];
    await this.pool.query(RECORD, [...asked, status, declined, acceptedBy, settledAt, coverOf(request)?.from ?? null]);
    const recorded = await this.find(id);
    if (recorded === null) throw new Error(`the request ${id} was not recorded`);
    return recorded;
  }

  /** null: there is none of this id. */
  async find(id: string): Promise<CoverRequest | null> {
    const number = numberOf(id);
    if (number === null) return null;
    const { rows } = await this.pool.query<Row>(`SELECT ${COLUMNS} FROM cover_requests WHERE number = $1`, [number]);
    return rows[0] === undefined ? null : requestOf(rows[0]);
  }

  async list({ schedule, status, limit }: CoverRequestQuery): Promise<readonly CoverRequest[]> {
    const { rows } = await this.pool.query<Row>(
      `SELECT ${COLUMNS} FROM cover_requests WHERE ($1::text IS NULL OR schedule = $1) AND ($2::text IS NULL OR status = $2)
       ORDER BY number DESC LIMIT $3`,
      [schedule, status, limit],
    );
    return rows.map(requestOf);
  }

  /** Those that should have been settled by then, and were not. */
  async overdue(at: Instant): Promise<readonly CoverRequest[]> {
    const { rows } = await this.pool.query<Row>(
      `SELECT ${COLUMNS} FROM cover_requests WHERE status = 'ASKED' AND answer_by < ${instant('$1')} ORDER BY answer_by LIMIT 100`,
      [at],
    );
    return rows.map(requestOf);
  }
}

const rounded = (value: string): Instant => Math.round(Number(value));

function requestOf({ number, from, to, askedAt, answerBy, settledAt, ...row }: Row): CoverRequest {
  return {
    id: idOf(number),
    ...row,
    from: rounded(from),
    to: rounded(to),
    askedAt: rounded(askedAt),
    answerBy: rounded(answerBy),
    settledAt: settledAt === null ? null : rounded(settledAt),
  };
}
