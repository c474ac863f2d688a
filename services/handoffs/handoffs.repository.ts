import type { Pool } from 'pg';
import type { Handoff, HandoffStatus } from '../../domain/handoffs/handoff.model.js';
import type { Instant } from '../../domain/instant.js';
import { IN_SIGHT, type Sight, scopeParameter } from '../persistence/incident-scope.js';

/** A handoff and the workflow that hands over. */
export interface StoredHandoff extends Handoff {
  readonly workflowId: string;
}

type Row = Omit<StoredHandoff, 'at' | 'acceptBy' | 'acceptedAt' | 'incidentKey'> & {
  readonly incidentKey: string | null;
  readonly at: string;
  readonly acceptBy: string | null;
  readonly acceptedAt: string | null;
};

export interface HandoffSearch {
  /** null: all. */
  readonly schedule: string | null;
  readonly limit: number;
}

const ms = (column: string): string => `extract(epoch FROM ${column}) * 1000`;
const COLUMNS = `id, workflow_id AS "workflowId", rule, schedule, incident_key AS "incidentKey", outgoing, incoming, ${ms('at')} AS at,
  ${ms('accept_by')} AS "acceptBy", handoffs.status, ${ms('accepted_at')} AS "acceptedAt"`;
const instant = (parameter: string): string => `to_timestamp(${parameter}::double precision / 1000.0)`;

export class HandoffsRepository {
  constructor(private readonly pool: Pool) {}

  /**
   * Records a handoff once, and ends those before it that still waited: of the schedule, or of the same incident's earlier resolution.
   * The one that is recorded: another workflow may have been first.
   */
  async begin(handoff: Handoff, workflowId: string): Promise<StoredHandoff> {
    const { id, rule, schedule, outgoing, incoming, at, acceptBy, status, incidentKey = null } = handoff;
    const { rows } = await this.pool.query<Row>(
      `WITH before AS (
         UPDATE handoffs SET status = 'SUPERSEDED'
         WHERE schedule = $4 AND incident_key IS NOT DISTINCT FROM $10 AND at < ${instant('$7')} AND status IN ('PENDING', 'OVERDUE')
       )
       INSERT INTO handoffs (id, workflow_id, rule, schedule, outgoing, incoming, at, accept_by, status, incident_key)
       VALUES ($1, $2, $3, $4, $5, $6, ${instant('$7')}, ${instant('$8')}, $9, $10)
       ON CONFLICT ON CONSTRAINT pk_handoffs DO UPDATE SET rule = handoffs.rule
       RETURNING ${COLUMNS}`,
      [id, workflowId, rule, schedule, outgoing, incoming, at, acceptBy, status, incidentKey],
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

  /** Newest first, of one schedule or of all; of a restricted incident only to whoever may see it, and whoever was asked. [I10] */
  async list(sight: Sight, { schedule, limit }: HandoffSearch): Promise<readonly StoredHandoff[]> {
    const { rows } = await this.pool.query<Row>(
      `SELECT ${COLUMNS} FROM handoffs LEFT JOIN incidents i ON i.key = incident_key
       WHERE ($2::text IS NULL OR schedule = $2) AND (incident_key IS NULL OR incoming = $1 OR ${IN_SIGHT})
       ORDER BY at DESC, id LIMIT $3`,
      [scopeParameter(sight), schedule, limit],
    );
    return rows.map(handoffOf);
  }

  /** Whether it hands over an incident of which nobody may learn who was not called to it. */
  async isRestricted(id: string): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `SELECT FROM handoffs JOIN incidents i ON i.key = incident_key WHERE id = $1 AND i.visibility = 'RESTRICTED'`,
      [id],
    );
    return (rowCount ?? 0) > 0;
  }

  /** Whether the incident is still over since then: it may have been reopened, and resolved anew. */
  async isStillResolved(incidentKey: string, resolvedAt: Instant): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `SELECT FROM incidents WHERE key = $1 AND resolved_at IS NOT NULL AND ${ms('resolved_at')} < $2::double precision + 1000`,
      [incidentKey, resolvedAt],
    );
    return (rowCount ?? 0) > 0;
  }

  /** Changes of the guard of these schedules that nobody has accepted yet. */
  async waiting(schedules: readonly string[]): Promise<readonly StoredHandoff[]> {
    const { rows } = await this.pool.query<Row>(
      `SELECT ${COLUMNS} FROM handoffs WHERE schedule = ANY($1) AND incident_key IS NULL AND status IN ('PENDING', 'OVERDUE') ORDER BY at DESC`,
      [schedules],
    );
    return rows.map(handoffOf);
  }
}

const rounded = (value: string | null): Instant | null => (value === null ? null : Math.round(Number(value)));

function handoffOf({ at, acceptBy, acceptedAt, status, incidentKey, ...row }: Row): StoredHandoff {
  return {
    ...row,
    ...(incidentKey === null ? {} : { incidentKey }),
    status: status satisfies HandoffStatus,
    at: Math.round(Number(at)),
    acceptBy: rounded(acceptBy),
    acceptedAt: rounded(acceptedAt),
  };
}
