import { ALERT_COLUMNS, BODY_COLUMNS, rowsFrom } from './batch-columns.js';
import { BUMP_OUTBOX_SQL, each, WAKE_RELAYS_SQL } from './outbox-bump.sql.js';

/**
 * Always true for the positive `column`, and expected of one row in 200: so the planner looks a batch's rows up by index, also in a
 * plan that it keeps from the time when the table was small.
 */
export const BY_INDEX = (column: string): string => `${column} BETWEEN 1 AND 2147483647`;

const FIRST_BODY_COLUMN = 2;
const FIRST_ALERT_COLUMN = FIRST_BODY_COLUMN + Object.keys(BODY_COLUMNS).length;

/** Keeps the raw bodies: $1 the bytes of all, then their columns. */
export const KEEP_BODIES_SQL = `
  INSERT INTO alert_events (id, integration_id, received_at, body, problems)
  SELECT id, integration_id, to_timestamp(received_ms / 1000), substring($1::bytea FROM begins FOR length), NULLIF(problems, '[]')
  FROM ${rowsFrom(BODY_COLUMNS, FIRST_BODY_COLUMN)}`;

/** The events of a batch, at most one per integration and dedup key. */
export const INCOMING_ALERTS = rowsFrom(ALERT_COLUMNS, FIRST_ALERT_COLUMN);

/** People ended the alert's incident, although nobody resolved the alert. */
const IS_OVER = `(SELECT i.closed_at IS NOT NULL OR i.status = 'POST_INCIDENT' FROM incidents i WHERE i.key = k.incident_key)`;

/**
 * One micro-batch, whole or not at all: raw bodies, alerts, claims, incidents, outbox. Its parameters: the bytes of all bodies, then
 * `BODY_COLUMNS` and `ALERT_COLUMNS` as `parametersOf` writes them.
 *
 * A resolution is stale when its firing ended before the known one began. Where two Prometheus report one alert, Alertmanager moves its
 * start to the earlier one, so an earlier start alone says nothing.
 * What still fires of an incident that is over is repeated for days by Alertmanager, with its start; it fires anew where it grows worse,
 * and where no start tells one firing from the next, as with PagerDuty's triggers.
 * The yes-or-no columns of `judged` keep the planner from expecting a single row, and so from nesting loops over a whole batch.
 *
 * Correct among concurrent batches of several processes: rows are locked in one order everywhere (known alerts, claims, outbox, new
 * alerts; sorted by key within each), and what is decided is decided on rows already locked. An incident's own row is
 * only ever inserted here, so ingest never waits for a projection. A claim deleted meanwhile is not seen by `held` and is made
 * anew; where one was made meanwhile the statement fails as a whole (23505), and finds it the next time.
 */
export const INGEST_BATCH_SQL = `
WITH bodies AS (${KEEP_BODIES_SQL}
),
incoming AS MATERIALIZED (
  SELECT * FROM ${INCOMING_ALERTS}
),
known AS MATERIALIZED (
  SELECT a.id, a.integration_id, a.dedup_key, a.status, a.starts_at, a.fired_at, a.proposes, a.incident_key
  FROM alerts a JOIN incoming e ON e.integration_id = a.integration_id AND e.dedup_key = a.dedup_key
  WHERE ${BY_INDEX('e.repeats')}
  ORDER BY a.integration_id, a.dedup_key FOR UPDATE OF a
),
compared AS (
  SELECT e.*, to_timestamp(e.received_ms / 1000) AS at, to_timestamp(e.starts_ms / 1000) AS starts_at, to_timestamp(e.ends_ms / 1000) AS ends_at,
    k.id AS known_id, k.status AS was, k.proposes AS proposed, k.incident_key AS was_in,
    CASE
      WHEN k.id IS NULL THEN CASE e.status WHEN 'FIRING' THEN 'FIRED' ELSE 'UNKNOWN' END
      WHEN e.status = 'FIRING' AND k.status = 'RESOLVED' AND (NOT e.by_start OR to_timestamp(e.starts_ms / 1000) <> k.starts_at) THEN 'FIRED'
      WHEN e.status = 'FIRING' AND k.status <> 'RESOLVED' AND e.by_start AND to_timestamp(e.starts_ms / 1000) > k.starts_at THEN 'FIRED'
      WHEN e.status = 'FIRING' AND k.status <> 'RESOLVED' AND (NOT e.by_start OR e.proposes < k.proposes) AND ${IS_OVER} THEN 'FIRED'
      WHEN e.status = 'FIRING' AND k.status <> 'RESOLVED' AND e.proposes < k.proposes THEN 'RAISED'
      WHEN e.status = 'RESOLVED' AND k.status <> 'RESOLVED' AND (NOT e.by_start OR to_timestamp(e.starts_ms / 1000) >= k.starts_at
        OR e.ends_ms IS NULL OR to_timestamp(e.ends_ms / 1000) > LEAST(k.starts_at, k.fired_at)) THEN 'RESOLVED'
      WHEN e.status = 'ACKNOWLEDGED' AND k.status = 'FIRING' THEN 'ACKNOWLEDGED'
      ELSE 'REPEATED'
    END AS change
  FROM incoming e LEFT JOIN known k ON k.integration_id = e.integration_id AND k.dedup_key = e.dedup_key
),
judged AS MATERIALIZED (
  SELECT *, change = 'FIRED' AS fires, change = 'RESOLVED' AS ends, change = 'RAISED' AS rises, known_id IS NULL AS is_new FROM compared
),
firsts AS (
  SELECT DISTINCT ON (group_key) group_key, name, service, proposes, urgency, version_id,
    min(at) OVER (PARTITION BY group_key) AS detected_at
  FROM judged WHERE fires ORDER BY group_key, proposes, at
),
held AS MATERIALIZED (
  SELECT g.group_key, g.incident_key FROM firsts f JOIN alert_groups g ON g.group_key = f.group_key
  WHERE ${BY_INDEX('f.version_id')} ORDER BY g.group_key FOR KEY SHARE OF g
),
wanted AS MATERIALIZED (
  SELECT f.*, h.incident_key AS held_key, CASE WHEN h.incident_key IS NULL THEN nextval('incident_number') END AS number
  FROM firsts f LEFT JOIN held h ON h.group_key = f.group_key
),
claimed AS (
  INSERT INTO alert_groups (group_key, incident_key)
  SELECT group_key, 'INC-' || number FROM wanted WHERE held_key IS NULL ORDER BY group_key
  RETURNING group_key, incident_key
),
holders AS MATERIALIZED (
  SELECT group_key, incident_key FROM claimed UNION ALL SELECT group_key, held_key FROM wanted WHERE held_key IS NOT NULL
),
heard AS MATERIALIZED (
  SELECT o.incident_key, o.fired_in FROM (SELECT incident_key FROM holders UNION SELECT was_in FROM judged WHERE fires OR ends OR rises) i
  JOIN outbox o ON o.incident_key = i.incident_key WHERE ${BY_INDEX('length(i.incident_key)')} ORDER BY o.incident_key FOR UPDATE OF o
),
placed AS MATERIALIZED (
  SELECT j.*, h.incident_key, COALESCE(o.fired_in, 0) + 1 AS fired_in
  FROM judged j LEFT JOIN holders h ON h.group_key = j.group_key AND j.fires LEFT JOIN heard o ON o.incident_key = h.incident_key
),
changed AS (
  UPDATE alerts a SET
    events = a.events + j.repeats, last_seen_at = GREATEST(a.last_seen_at, j.at), last_event_id = j.event_id,
    status = CASE j.change WHEN 'FIRED' THEN 'FIRING' WHEN 'RESOLVED' THEN 'RESOLVED' WHEN 'ACKNOWLEDGED' THEN 'ACKNOWLEDGED' ELSE a.status END,
    starts_at = CASE WHEN j.fires OR (j.ends AND j.by_start) THEN j.starts_at ELSE a.starts_at END,
    ends_at = CASE j.change WHEN 'FIRED' THEN NULL WHEN 'RESOLVED' THEN COALESCE(j.ends_at, j.at) ELSE a.ends_at END,
    resolved_at = CASE j.change WHEN 'FIRED' THEN NULL WHEN 'RESOLVED' THEN j.at ELSE a.resolved_at END,
    proposes = CASE WHEN j.fires OR j.rises THEN j.proposes ELSE a.proposes END,
    priority = CASE WHEN j.fires OR j.rises THEN j.priority ELSE a.priority END,
    name = CASE WHEN j.fires THEN j.name ELSE a.name END,
    summary = CASE WHEN j.fires OR j.rises THEN j.summary ELSE a.summary END,
    labels = CASE WHEN j.fires THEN j.labels ELSE a.labels END,
    annotations = CASE WHEN j.fires THEN j.annotations ELSE a.annotations END,
    source_url = CASE WHEN j.fires THEN j.source_url ELSE a.source_url END,
    service = CASE WHEN j.fires THEN j.service ELSE a.service END,
    group_key = CASE WHEN j.fires THEN j.group_key ELSE a.group_key END,
    incident_key = CASE WHEN j.fires THEN j.incident_key ELSE a.incident_key END,
    firings = a.firings + CASE WHEN j.fires THEN 1 ELSE 0 END,
    fired_in = CASE WHEN j.fires THEN j.fired_in ELSE a.fired_in END,
    fired_at = CASE WHEN j.fires THEN j.at ELSE a.fired_at END
  FROM placed j WHERE a.id = j.known_id AND ${BY_INDEX('j.repeats')}
),
added AS (
  INSERT INTO alerts AS a (integration_id, dedup_key, status, name, summary, labels, annotations, priority, source_url, service, proposes, group_key,
    incident_key, starts_at, events, firings, fired_in, first_seen_at, last_seen_at, fired_at, first_event_id, last_event_id)
  SELECT j.integration_id, j.dedup_key, 'FIRING', j.name, j.summary, j.labels, j.annotations, j.priority, j.source_url, j.service, j.proposes, j.group_key,
    j.incident_key, j.starts_at, j.repeats, 1, j.fired_in, j.at, j.at, j.at, j.event_id, j.event_id
  FROM placed j WHERE j.is_new AND j.fires ORDER BY j.integration_id, j.dedup_key
  ON CONFLICT ON CONSTRAINT uq_alerts_dedup_key DO UPDATE SET events = a.events + EXCLUDED.events
  RETURNING integration_id, dedup_key, first_event_id
),
began AS MATERIALIZED (
  SELECT j.* FROM placed j LEFT JOIN added n ON n.integration_id = j.integration_id AND n.dedup_key = j.dedup_key
  WHERE j.fires AND (NOT j.is_new OR n.first_event_id = j.event_id)
),
opened AS (
  INSERT INTO incidents (key, number, title, service, severity, urgency, status, handbook_version_id, group_key, recurrence_of, detected_at, firing_alerts, total_alerts)
  SELECT c.incident_key, w.number, w.name, w.service, w.proposes, w.urgency, 'TRIAGE', w.version_id, w.group_key,
    (SELECT i.key FROM incidents i WHERE i.group_key = w.group_key ORDER BY i.number DESC LIMIT 1), w.detected_at, b.alerts, b.alerts
  FROM wanted w JOIN claimed c ON c.group_key = w.group_key
  JOIN (SELECT group_key, count(*) AS alerts FROM began GROUP BY group_key) b ON b.group_key = w.group_key
  RETURNING key
),
steps AS (
  SELECT incident_key, proposes AS severity, 1 AS firing, 1 AS firings, (was_in IS DISTINCT FROM incident_key)::int AS total, at AS fired_at, NULL::timestamptz AS resolved_at FROM began
  UNION ALL SELECT was_in, proposed, -1, 0, 0, NULL, NULL FROM began WHERE was <> 'RESOLVED'
  UNION ALL SELECT was_in, proposed, -1, 0, 0, NULL, at FROM judged WHERE ends
  UNION ALL SELECT was_in, proposed, -1, 0, 0, NULL, NULL FROM judged WHERE rises
  UNION ALL SELECT was_in, proposes, 1, 0, 0, NULL, NULL FROM judged WHERE rises
),
sums AS (
  SELECT s.incident_key, ${each((n) => `COALESCE(sum(s.firing) FILTER (WHERE s.severity = 'SEV${n}'), 0)::int AS sev${n}`)},
    sum(s.firings)::int AS firings, sum(s.total)::int AS total, max(s.fired_at) AS fired_at, max(s.resolved_at) AS resolved_at,
    min(s.severity) FILTER (WHERE s.firing > 0) AS proposes,
    (SELECT i.resolved_at IS NOT NULL FROM incidents i WHERE i.key = s.incident_key) AS is_resolved
  FROM steps s GROUP BY s.incident_key
),
bumped AS (${BUMP_OUTBOX_SQL}
)
SELECT (SELECT count(*)::int FROM judged WHERE change = 'REPEATED') + (SELECT COALESCE(sum(repeats - 1), 0)::int FROM judged) AS repeated,
  (SELECT count(*)::int FROM opened) AS opened, (SELECT bool_and(is_new AND fires) FROM judged) AS news,
  ${WAKE_RELAYS_SQL} AS urgent
`;
