import type { Pool } from 'pg';
import type { Instant } from '../../domain/instant.js';

export interface OverdueIncident {
  readonly key: string;
  /** The deadline that passed without anything recorded; for an incident that never began, when it was detected. */
  readonly dueAt: Instant;
}

const OVERDUE = `
SELECT key, round(extract(epoch FROM coalesce(next_deadline_at, detected_at)) * 1000)::float8 AS due_at
FROM incidents
WHERE closed_at IS NULL
  AND (next_deadline_at < to_timestamp($1::double precision / 1000.0)
       OR (last_seq = 0 AND detected_at < to_timestamp($1::double precision / 1000.0)))
ORDER BY severity, number
LIMIT 500
`;

/** Open incidents of which something should have happened by `before`. */
export async function overdueIncidents(pool: Pool, before: Instant): Promise<readonly OverdueIncident[]> {
  const { rows } = await pool.query<{ key: string; due_at: number }>(OVERDUE, [before]);
  return rows.map((row) => ({ key: row.key, dueAt: row.due_at }));
}

/** The keys of all incidents that are not closed, worst first. */
export async function openIncidents(pool: Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ key: string }>('SELECT key FROM incidents WHERE closed_at IS NULL ORDER BY severity, number');
  return rows.map((row) => row.key);
}
