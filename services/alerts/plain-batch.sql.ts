import { BY_INDEX, INCOMING_ALERTS, KEEP_BODIES_SQL } from './ingest.sql.js';
import { BUMP_OUTBOX_SQL, each, WAKE_RELAYS_SQL } from './outbox-bump.sql.js';

/**
 * The common micro-batch of a storm, cheaper than `INGEST_BATCH_SQL` and with the same parameters and effects: every event fires
 * an alert that nobody knew, in a group that an incident holds. Answers `fits`; where a group is another one nothing is written, and where
 * an alert is known the statement fails as a whole (23505 on `uq_alerts_dedup_key`).
 *
 * Correct among concurrent batches by the same order of locks (outbox, new alerts; sorted by key within each). The claims are only read:
 * alerts of an incident that closes at this moment are found by the relay, which moves what a closed incident never heard of.
 */
export const PLAIN_BATCH_SQL = `
WITH incoming AS MATERIALIZED (
  SELECT *, to_timestamp(received_ms / 1000) AS at FROM ${INCOMING_ALERTS}
),
wanted AS MATERIALIZED (
  SELECT group_key, min(version_id) AS version_id, ${each((severity) => `count(*) FILTER (WHERE proposes = 'SEV${severity}')::int AS sev${severity}`)},
    count(*)::int AS total, max(at) AS fired_at, min(proposes) AS proposes
  FROM incoming GROUP BY group_key
),
held AS MATERIALIZED (
  SELECT w.*, g.incident_key, (SELECT i.resolved_at IS NOT NULL FROM incidents i WHERE i.key = g.incident_key) AS is_resolved
  FROM wanted w JOIN alert_groups g ON g.group_key = w.group_key WHERE ${BY_INDEX('w.version_id')}
),
fit AS MATERIALIZED (
  SELECT (SELECT count(*) FROM held) = (SELECT count(*) FROM wanted) AS fits
),
sums AS (
  SELECT *, total AS firings, NULL::timestamptz AS resolved_at FROM held WHERE (SELECT fits FROM fit)
),
bumped AS (${BUMP_OUTBOX_SQL}
),
bodies AS (${KEEP_BODIES_SQL}
  WHERE (SELECT fits FROM fit)
),
added AS (
  INSERT INTO alerts (integration_id, dedup_key, status, name, summary, labels, annotations, priority, source_url, service, proposes, group_key,
    incident_key, starts_at, events, firings, fired_in, first_seen_at, last_seen_at, fired_at, first_event_id, last_event_id)
  SELECT e.integration_id, e.dedup_key, 'FIRING', e.name, e.summary, e.labels, e.annotations, e.priority, e.source_url, e.service, e.proposes,
    e.group_key, h.incident_key, to_timestamp(e.starts_ms / 1000), e.repeats, 1, b.fired_in, e.at, e.at, e.at, e.event_id, e.event_id
  FROM incoming e JOIN held h ON h.group_key = e.group_key JOIN bumped b ON b.incident_key = h.incident_key ORDER BY e.integration_id, e.dedup_key
)
SELECT fits, ${WAKE_RELAYS_SQL} AS urgent FROM fit
`;
