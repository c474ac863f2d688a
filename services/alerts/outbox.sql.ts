/** A relay that dies holds its rows for so long at most. */
export const LEASE_MS = 5_000;

const INSTANT = (column: string): string => `(extract(epoch FROM ${column}) * 1000)::float8`;

/**
 * Up to $1 due rows of severity $3 or worse, the worst first, leased to $2. Due: something is undelivered and its time has come, or a
 * relay died over it. Rows that another relay or a batch holds at this moment are skipped.
 */
export const LEASE_SQL = `
WITH due AS (
  SELECT incident_key FROM outbox
  WHERE is_pending AND proposes <= $3 AND lease_until <= now() AND (not_before <= now() OR leased_revision > delivered_revision)
  ORDER BY proposes, not_before LIMIT $1 FOR UPDATE SKIP LOCKED
)
UPDATE outbox o SET lease_until = now() + interval '${LEASE_MS} milliseconds', lease_owner = $2,
  leased_revision = o.revision, leased_fired_in = o.fired_in, attempts = o.attempts + 1
FROM due WHERE o.incident_key = due.incident_key
RETURNING o.incident_key, o.delivered_revision = 0 AS is_new, o.revision, o.firing, o.total, o.proposes, o.firings,
  ${INSTANT('o.last_fired_at')} AS last_fired_at, ${INSTANT('o.last_resolved_at')} AS last_resolved_at`;

/** How long until a row is due, in ms; null: nothing waits. At most 0: something is due and was held. */
export const NEXT_DUE_SQL = `
SELECT ${INSTANT(`min(GREATEST(lease_until, CASE WHEN leased_revision > delivered_revision THEN '-infinity' ELSE not_before END)) - now()`)} AS wait_ms
FROM outbox WHERE is_pending`;

/** $1 heard of revision $2. What was decided while it was under way stays due. */
export const DELIVERED_SQL = `
UPDATE outbox SET
  delivered_fired_in = CASE WHEN leased_revision = $2 THEN leased_fired_in ELSE delivered_fired_in END,
  delivered_revision = GREATEST(delivered_revision, $2), leased_revision = GREATEST(leased_revision, $2),
  lease_until = CASE WHEN lease_owner = $3 THEN '-infinity' ELSE lease_until END,
  delivered_at = now(), attempts = 0, last_error = NULL
WHERE incident_key = $1`;

/** $1 could not be told, because of $3: again after 0.25 s, doubling to 30 s; the others go on. */
export const FAILED_SQL = `
UPDATE outbox SET leased_revision = delivered_revision, lease_until = '-infinity', last_error = left($3, 500),
  not_before = now() + LEAST(250 * 2 ^ LEAST(attempts - 1, 10), 30000) * interval '1 millisecond'
WHERE incident_key = $1 AND lease_owner = $2`;

/**
 * The alert counts that people see on an incident, brought up to date where they changed. An incident whose row is
 * held by a projection is left for the next time.
 */
export const SHOW_COUNTS_SQL = `
WITH stale AS (
  SELECT o.incident_key, o.firing, o.total FROM outbox o JOIN incidents i ON i.key = o.incident_key
  WHERE o.is_miscounted
  LIMIT 500 FOR NO KEY UPDATE SKIP LOCKED
), shown AS (
  UPDATE incidents i SET firing_alerts = s.firing, total_alerts = s.total FROM stale s WHERE i.key = s.incident_key
)
UPDATE outbox o SET shown_firing = s.firing, shown_total = s.total FROM stale s WHERE o.incident_key = s.incident_key`;

/** Frees the group of incident $1, so that its next alert begins another incident. Run by the projection that closes it. */
export const RELEASE_CLAIM_SQL = 'DELETE FROM alert_groups WHERE incident_key = $1';
