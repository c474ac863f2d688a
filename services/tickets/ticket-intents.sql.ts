/**
 * Takes the key for one attempt: $1 key, $2 incident, $3 follow-up, $4 tracker, $5 requested at (ms), $6 lease, $7 lease in ms.
 * No row: the ticket is filed, or somebody else has the lease. Instants of the attempt are the database's, the one clock that all workers share.
 */
export const TAKE = `
INSERT INTO tickets (key, incident_key, follow_up, tracker, status, requested_at, intended_at, attempts, lease, leased_until)
VALUES ($1, $2, $3, $4, 'INTENDED', to_timestamp($5::double precision / 1000.0), clock_timestamp(), 1, $6,
  clock_timestamp() + $7::double precision * interval '1 millisecond')
ON CONFLICT ON CONSTRAINT pk_tickets DO UPDATE SET attempts = tickets.attempts + 1, lease = EXCLUDED.lease,
  leased_until = EXCLUDED.leased_until, status = 'INTENDED', code = NULL, reason = NULL, settled_at = NULL
WHERE tickets.status <> 'FILED' AND tickets.leased_until <= clock_timestamp()
RETURNING (extract(epoch FROM intended_at) * 1000)::float8 AS intended_at,
  (extract(epoch FROM clock_timestamp() - asked_at) * 1000)::float8 AS asked_ago`;

/** What stands there when the key could not be taken. */
export const STANDING = `
SELECT status, ticket_id AS id, url, greatest(0, extract(epoch FROM leased_until - clock_timestamp()) * 1000)::float8 AS rest
FROM tickets WHERE key = $1`;

/** The last step before the tracker is asked to create: only the holder of a lease that still runs gets past. */
export const ASK = `UPDATE tickets SET asked_at = clock_timestamp() WHERE key = $1 AND lease = $2 AND leased_until > clock_timestamp()`;

/** The receipt. The first one stays. */
export const FILED = `
UPDATE tickets SET status = 'FILED', ticket_id = $2, url = $3, code = NULL, reason = NULL, settled_at = clock_timestamp(), leased_until = '-infinity'
WHERE key = $1 AND status <> 'FILED'`;

/** An attempt that ended without a ticket. $5 `NOTHING`: the tracker certainly created none, so the next attempt need not look for one. */
export const ENDED = `
UPDATE tickets SET status = $3, code = $4, reason = $6, settled_at = CASE WHEN $3 = 'REFUSED' THEN clock_timestamp() END,
  leased_until = '-infinity', asked_at = CASE WHEN $5 = 'NOTHING' THEN NULL ELSE asked_at END
WHERE key = $1 AND lease = $2 AND status <> 'FILED'`;

export const IS_RESTRICTED = `SELECT 1 FROM incidents WHERE key = $1 AND visibility = 'RESTRICTED'`;
