import type { Pool } from 'pg';
import type { Handoff, HandoffStatus } from '../../domain/handoffs/handoff.model.js';
import type { Instant } from '../../domain/instant.js';

/** A handoff and the workflow that hands over. */
export interface StoredHandoff extends Handoff {
  readonly workflowId: string;
}

type Row = Omit<StoredHandoff, 'at' | 'acceptBy' | 'acceptedAt'> & {
  readonly at: string;
  readonly acceptBy: string | null;
  readonly acceptedAt: string | null;
};

const ms = (column: string): string => `extract(epoch FROM ${column}) * 1000`;
const COLUMNS = `id, workflow_id AS "workflowId", rule, schedule, outgoing, incoming, ${ms('at')} AS at, ${ms('accept_by')} AS "acceptBy", status,
  ${ms('accepted_at')} AS "acceptedAt"`;
const instant = (parameter: string): string => `to_timestamp(${parameter}::double precision / 1000.0)`;

export class HandoffsRepository {
  constructor(private readonly pool: Pool) {}

  /** Records a handoff once, and ends those of the schedule before it that still waited. The one that is recorded: another workflow may have been first. */
  async begin(handoff: Handoff, workflowId: string): Promise<StoredHandoff> {
    const { id, rule, schedule, outgoing, incoming, at, acceptBy, status } = handoff;
    const { rows } = await this.pool.query<Row>(
      `WITH before AS (
         UPDATE handoffs SET status = 'SUPERSEDED' WHERE schedule = $4 AND at < ${instant('$7')} AND status IN ('PENDING', 'OVERDUE')
       )
       INSERT INTO handoffs (id, workflow_id, rule, schedule, outgoing, incoming, at, accept_by, status)
       VALUES ($1, $2, $3, $4, $5, $6, ${instant('$7')}, ${instant('$8')}, $9)
       ON CONFLICT ON CONSTRAINT pk_handoffs DO UPDATE SET rule = handoffs.rule
       RETURNING ${COLUMNS}`,
      [id, workflowId, rule, schedule, outgoing, incoming, at, acceptBy, status],
    );
    const row = rows[0];
    if (row === undefined) throw new Error(`the handoff ${id} was not recorded`);
    return handoffOf(row);
  }

  /** What became of it; one that has been accepted stays so. */
  async settle({ id, status, acceptedAt }: Handoff): Promise<void> {
    await this.pool.query(`UPDATE handoffs SET status = $2, accepted_at = ${instant('$3')} WHERE id = $1 AND status <> 'ACCEPTED'`, [
      id,
      status,
      acceptedAt,
    ]);
  }

  /** null: there is none. */
  async find(id: string): Promise<StoredHandoff | null> {
    const { rows } = await this.pool.query<Row>(`SELECT ${COLUMNS} FROM handoffs WHERE id = $1`, [id]);
    return rows[0] === undefined ? null : handoffOf(rows[0]);
  }

  /** Newest first, of one schedule or of all. */
  async list(schedule: string | null, limit: number): Promise<readonly StoredHandoff[]> {
    const { rows } = await this.pool.query<Row>(
      `SELECT ${COLUMNS} FROM handoffs WHERE $1::text IS NULL OR schedule = $1 ORDER BY at DESC, id LIMIT $2`,
      [schedule, limit],
    );
    return rows.map(handoffOf);
  }

  /** Those of these schedules that nobody has accepted yet. */
  async waiting(schedules: readonly string[]): Promise<readonly StoredHandoff[]> {
    const { rows } = await this.pool.query<Row>(
      `SELECT ${COLUMNS} FROM handoffs WHERE schedule = ANY($1) AND status IN ('PENDING', 'OVERDUE') ORDER BY at DESC`,
      [schedules],
    );
    return rows.map(handoffOf);
  }
}

const rounded = (value: string | null): Instant | null => (value === null ? null : Math.round(Number(value)));

function handoffOf({ at, acceptBy, acceptedAt, status, ...row }: Row): StoredHandoff {
  return {
    ...row,
    status: status satisfies HandoffStatus,
    at: Math.round(Number(at)),
    acceptBy: rounded(acceptBy),
    acceptedAt: rounded(acceptedAt),
  };
}
