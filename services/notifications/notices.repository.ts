import type { Pool } from 'pg';
import type { NoticeOutcome } from '../../activities/ports/notice-desk.port.js';
import type { Instant } from '../../domain/instant.js';

export interface NoticeIntent {
  readonly key: string;
  readonly person: string;
  readonly subject: string;
  readonly at: Instant;
}

interface Row {
  readonly status: 'INTENDED' | 'SENT' | 'FAILED';
  readonly method: string | null;
  readonly receipt: string | null;
  readonly error: string | null;
}

/** Which notices were meant to be sent, and what became of each. */
export class NoticesRepository {
  constructor(private readonly pool: Pool) {}

  /** Notes the intent before a send. What became of an earlier attempt, where that is settled; else null: send. */
  async intend({ key, person, subject, at }: NoticeIntent): Promise<NoticeOutcome | null> {
    const { rows } = await this.pool.query<Row>(
      `INSERT INTO notices (key, person, subject, status, intended_at)
       VALUES ($1, $2, $3, 'INTENDED', to_timestamp($4::double precision / 1000.0))
       ON CONFLICT ON CONSTRAINT pk_notices DO UPDATE SET attempts = notices.attempts + 1
       RETURNING status, method, receipt, error`,
      [key, person, subject, at],
    );
    const row = rows[0];
    if (row?.status === 'SENT') return { status: 'SENT', method: row.method ?? '', receipt: row.receipt ?? '' };
    return row?.status === 'FAILED' ? failedOf(row.error ?? '') : null;
  }

  async settle(key: string, outcome: NoticeOutcome, at: Instant): Promise<void> {
    const said = outcome.status === 'SENT' ? [outcome.method, outcome.receipt, null] : [null, null, `${outcome.code}: ${outcome.reason}`];
    await this.pool.query(
      `UPDATE notices SET status = $2, method = $3, receipt = $4, error = $5, settled_at = to_timestamp($6::double precision / 1000.0)
       WHERE key = $1 AND status <> 'SENT'`,
      [key, outcome.status, ...said, at],
    );
  }
}

function failedOf(error: string): NoticeOutcome {
  const [code = '', ...reason] = error.split(': ');
  return { status: 'FAILED', code, reason: reason.join(': ') };
}
