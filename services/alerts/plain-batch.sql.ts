import { BY_INDEX, INCOMING_ALERTS, KEEP_BODIES_SQL } from './ingest.sql.js';
import { BUMP_OUTBOX_SQL, each, WAKE_RELAYS_SQL } from './outbox-bump.sql.js';

/**
 * The common micro-batch of a storm, cheaper than `INGEST_BATCH_SQL` and with the same parameters and effects: every event fires
 * an alert that nobody knew, in a group that an incident holds. Answers `fits`; where the batch is another one nothing is written.
 *
 * Correct among concurrent batches by the same order of locks (claims, new alerts, outbox; sorted by key within each). A claim
 * deleted meanwhile is missing from `held`, so the batch does not fit. An alert made meanwhile wins by ON CONFLICT; then its
 * `last_event_id` differs from its `first_event_id`, and this event began nothing.
 */
export const PLAIN_BATCH_SQL = `
WITH incoming AS MATERIALIZED (
  SELECT *, to_timestamp(received_ms / 1000) AS at FROM ${INCOMING_ALERTS}
),
wanted AS MATERIALIZED (
  SELECT group_key, min(version_id) AS version_id FROM incoming GROUP BY group_key
),
held AS MATERIALIZED (
  SELECT g.group_key, g.incident_key, g.claims + 1 AS claims FROM wanted w JOIN alert_groups g ON g.group_key = w.group_key
  WHERE ${BY_INDEX('w.version_id')} ORDER BY g.group_key FOR UPDATE OF g
),
fit AS MATERIALIZED (
  SELECT (SELECT count(*) FROM held) = (SELECT count(*) FROM wanted) AND NOT EXISTS (
    SELECT FROM incoming e JOIN alerts a ON a.integration_id = e.integration_id AND a.dedup_key = e.dedup_key WHERE ${BY_INDEX('e.repeats')}
  ) AS fits
),
bodies AS (${KEEP_BODIES_SQL}
  WHERE (SELECT fits FROM fit)
),
claimed AS (
  UPDATE alert_groups g SET claims = h.claims FROM held h WHERE g.group_key = h.group_key AND (SELECT fits FROM fit)
),
added AS (
  INSERT INTO alerts AS a (integration_id, dedup_key, status, name, summary, labels, annotations, priority, source_url, service, proposes, group_key,
    incident_key, starts_at, events, firings, fired_in, first_seen_at, last_seen_at, fired_at, first_event_id, last_event_id)
  SELECT e.integration_id, e.dedup_key, 'FIRING', e.name, e.summary, e.labels, e.annotations, e.priority, e.source_url, e.service, e.proposes,
    e.group_key, h.incident_key, to_timestamp(e.starts_ms / 1000), e.repeats, 1, h.claims, e.at, e.at, e.at, e.event_id, e.event_id
  FROM incoming e JOIN held h ON h.group_key = e.group_key WHERE (SELECT fits FROM fit) ORDER BY e.integration_id, e.dedup_key
  ON CONFLICT ON CONSTRAINT uq_alerts_dedup_key DO UPDATE SET events = a.events + EXCLUDED.events, last_event_id = EXCLUDED.last_event_id
  RETURNING incident_key, proposes, fired_in, fired_at, first_event_id = last_event_id AS is_new
),
sums AS (
  SELECT n.incident_key, ${each((severity) => `count(*) FILTER (WHERE n.proposes = 'SEV${severity}')::int AS sev${severity}`)},
    count(*)::int AS firings, count(*)::int AS total, max(n.fired_in) AS claims, max(n.fired_at) AS fired_at, NULL::timestamptz AS resolved_at,
    min(n.proposes) AS proposes, (SELECT i.resolved_at IS NOT NULL FROM incidents i WHERE i.key = n.incident_key) AS is_resolved
  FROM added n WHERE n.is_new GROUP BY n.incident_key
),
bumped AS (${BUMP_OUTBOX_SQL}
)
SELECT fits, ${WAKE_RELAYS_SQL} AS urgent FROM fit
`;
