import type { Pool } from 'pg';
import type { DeliverRequest } from '../../activities/ports/page-desk.port.js';
import type { Instant } from '../../domain/instant.js';
import { inTime } from '../config/in-time.js';

/** `OPEN`: send. `SENT`: an earlier attempt's receipt arrived. `STALE`: acknowledged or over meanwhile. `SILENT`: the database did not answer. */
export type GateAnswer =
  | { readonly status: 'OPEN' }
  | { readonly status: 'SENT'; readonly receipt: string }
  | { readonly status: 'STALE' }
  | { readonly status: 'SILENT'; readonly why: string };

const GATE_MS = 1_000;

const PASS = `
WITH incident AS (
  SELECT page_generation, closed_at FROM incidents WHERE key = $1 FOR UPDATE
), known AS (
  SELECT status, receipt FROM deliveries WHERE key = $2
), intent AS (
  INSERT INTO deliveries (key, incident_key, page_id, person, method, channel, status, intended_at)
  SELECT $2, $1, $3, $4, $5, $6, 'INTENDED', to_timestamp($7::double precision / 1000.0)
  FROM incident WHERE incident.page_generation <= $8 AND incident.closed_at IS NULL
  ON CONFLICT ON CONSTRAINT pk_deliveries DO UPDATE SET attempts = deliveries.attempts + 1
  RETURNING key
)
SELECT (SELECT count(*)::int FROM intent) AS intents, (SELECT status FROM known) AS known, (SELECT receipt FROM known) AS receipt
`;

/**
 * The last step before a send: the intent is recorded under the incident's row lock, unless an acknowledgement or resolution was
 * recorded first. After an `APPLIED` answer no page of an earlier generation passes. A database that is silent for a second
 * does not hold a page back: it goes out under its deterministic key.
 */
export class SendGate {
  constructor(private readonly pool: Pool) {}

  async pass(request: DeliverRequest): Promise<GateAnswer> {
    const { incidentKey, deliveryKey, pageId, person, method, channel, at, generation } = request;
    try {
      const { rows } = await within(
        this.pool.query<{ intents: number; known: string | null; receipt: string | null }>(PASS, [
          incidentKey,
          deliveryKey,
          pageId,
          person,
          method,
          channel,
          at,
          generation,
        ]),
      );
      const row = rows[0];
      if (row?.known === 'SENT') return { status: 'SENT', receipt: row.receipt ?? '' };
      return row !== undefined && row.intents > 0 ? { status: 'OPEN' } : { status: 'STALE' };
    } catch (error) {
      return { status: 'SILENT', why: error instanceof Error ? error.message : 'unknown' };
    }
  }

  /** Notes what became of a send; a silent database loses the note, never the page. */
  async settle(
    deliveryKey: string,
    result: { readonly receipt: string | null; readonly error: string | null; readonly at: Instant },
  ): Promise<void> {
    const status = result.error === null ? 'SENT' : 'FAILED';
    await within(
      this.pool.query(
        `UPDATE deliveries SET status = $2, receipt = $3, error = $4, settled_at = to_timestamp($5::double precision / 1000.0)
         WHERE key = $1 AND status <> 'SENT'`,
        [deliveryKey, status, result.receipt, result.error, result.at],
      ),
    );
  }
}

const within = <T>(work: Promise<T>): Promise<T> =>
  inTime(work, GATE_MS, () => {
    throw new Error(`no answer within ${GATE_MS} ms`);
  });
