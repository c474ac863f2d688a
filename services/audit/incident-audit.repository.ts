import type { Pool } from 'pg';
import { type ChainedEvent, RECORDED_EVENT } from '../persistence/incident-chain.js';

/** Which incidents: those named, or those detected within a span; all of it open where it is null. Epoch milliseconds. */
export interface AuditScope {
  readonly keys: readonly string[] | null;
  readonly from: number | null;
  readonly to: number | null;
}

/** One incident's row and events, as of one instant. */
export interface RecordedIncident {
  readonly key: string;
  readonly number: number;
  readonly head: string;
  readonly length: number;
  /** Epoch milliseconds. */
  readonly detectedAt: number;
  readonly handbookVersionId: number;
  readonly events: readonly ChainedEvent[];
}

/** Incidents read at once: one statement, one snapshot, so that an incident which goes on meanwhile is never half read. */
const BATCH = 100;

/** $1 keys, $2 from, $3 to, $4 after this number, $5 at most. */
const READ = `
SELECT i.key, i.number::float8 AS number, i.chain_head AS head, i.last_seq AS length,
  round(extract(epoch FROM i.detected_at) * 1000)::float8 AS "detectedAt", i.handbook_version_id AS "handbookVersionId",
  coalesce((SELECT json_agg(json_build_object('seq', seq, 'digest', digest, 'chain', chain, 'event', ${RECORDED_EVENT}) ORDER BY seq)
    FROM incident_events WHERE incident_key = i.key), '[]')::text AS events
FROM incidents i
WHERE ($1::text[] IS NULL OR i.key = ANY($1)) AND ($2::float8 IS NULL OR i.detected_at >= to_timestamp($2 / 1000.0))
  AND ($3::float8 IS NULL OR i.detected_at < to_timestamp($3 / 1000.0)) AND i.number > $4
ORDER BY i.number LIMIT $5
`;

/** Every incident of the scope with its whole record, a batch at a time, oldest first. */
export async function* recordedIncidents(pool: Pool, { keys, from, to }: AuditScope): AsyncGenerator<readonly RecordedIncident[]> {
  for (let after = 0; ; ) {
    const { rows } = await pool.query<Omit<RecordedIncident, 'events'> & { events: string }>(READ, [keys, from, to, after, BATCH]);
    yield rows.map((row) => ({ ...row, events: JSON.parse(row.events) as readonly ChainedEvent[] }));
    if (rows.length < BATCH) return;
    after = rows.at(-1)?.number ?? after;
  }
}
