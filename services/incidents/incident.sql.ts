import { IN_SIGHT } from '../persistence/incident-scope.js';

export const epochMs = (column: string): string => `(extract(epoch from ${column}) * 1000)::float8`;

/** A row of the timeline as the event that was recorded. */
const EVENT = `(e.body || jsonb_build_object('seq', e.seq, 'type', e.type, 'at', ${epochMs('e.at')}))`;

/** Entries of the timeline that come with every incident. */
const HEADS = 3;

/** One JSON text per statement: Node parses it once, which costs a third of what reading typed rows does. */
const INCIDENT = `json_build_object(
  'key', i.key, 'number', i.number, 'title', i.title, 'service', i.service, 'severity', i.severity,
  'severityConfirmed', i.severity_confirmed, 'urgency', i.urgency, 'status', i.status, 'visibility', i.visibility, 'test', i.test,
  'handbookVersionId', i.handbook_version_id, 'recurrenceOf', i.recurrence_of, 'declaredBy', i.declared_by,
  'detectedAt', ${epochMs('i.detected_at')}, 'holder', i.holder, 'acknowledgedAt', ${epochMs('i.acknowledged_at')},
  'resolvedAt', ${epochMs('i.resolved_at')}, 'closedAt', ${epochMs('i.closed_at')},
  'nextDeadlineAt', ${epochMs('i.next_deadline_at')}, 'nextDeadline', i.next_deadline,
  'firingAlerts', i.firing_alerts, 'totalAlerts', i.total_alerts, 'lastSeq', i.last_seq,
  'latest', (SELECT coalesce(json_agg(${EVENT} ORDER BY e.seq DESC), '[]')
    FROM incident_events e WHERE e.incident_key = i.key AND e.seq > i.last_seq - ${HEADS}))`;

/** $1 scope, $2 key. */
export const READ_INCIDENT = `SELECT ${INCIDENT}::text AS json FROM incidents i WHERE i.key = $2 AND ${IN_SIGHT}`;

/** $1 scope, then what `conditions` name; `limit` is the parameter for one more than is shown. */
export const listIncidents = (conditions: readonly string[], limit: string): string => `
SELECT coalesce(json_agg(page.json ORDER BY page.number DESC), '[]')::text AS json FROM (
  SELECT i.number, ${INCIDENT} AS json FROM incidents i WHERE ${[IN_SIGHT, ...conditions].join(' AND ')} ORDER BY i.number DESC LIMIT ${limit}
) page`;

export const countIncidents = (conditions: readonly string[]): string =>
  `SELECT count(*)::int AS total FROM incidents i WHERE ${[IN_SIGHT, ...conditions].join(' AND ')}`;

/** $1 scope, $2 keys: their folds. */
export const READ_FOLDS = `SELECT i.key, i.snapshot AS fold FROM incidents i WHERE i.key = ANY($2) AND ${IN_SIGHT}`;

/** $1 scope, $2 keys: those that exist for the viewer. */
export const READ_KEYS_IN_SIGHT = `SELECT i.key FROM incidents i WHERE i.key = ANY($2) AND ${IN_SIGHT}`;

const PAGE = `json_build_object('id', p.id, 'incidentKey', p.incident_key, 'person', p.person, 'urgency', p.urgency, 'reason', p.reason,
  'at', ${epochMs('p.at')}, 'deliveries', (
    SELECT coalesce(json_agg(json_build_object('method', d.method, 'channel', d.channel, 'status', d.status, 'attempts', d.attempts,
      'intendedAt', ${epochMs('d.intended_at')}, 'settledAt', ${epochMs('d.settled_at')}, 'error', d.error) ORDER BY d.intended_at, d.key), '[]')
    FROM deliveries d WHERE d.incident_key = p.incident_key AND d.page_id = p.id))`;

/** $1 scope, $2 key or null, $3 person or null, $4 and $5 the page before the first (instant in ms, id) or null, $6 at most. Newest first. */
export const READ_PAGES = `
SELECT coalesce(json_agg(${PAGE} ORDER BY p.at DESC, p.id DESC), '[]')::text AS json
FROM (SELECT p.* FROM pages p JOIN incidents i ON i.key = p.incident_key
  WHERE ${IN_SIGHT} AND ($2::text IS NULL OR p.incident_key = $2) AND ($3::text IS NULL OR p.person = $3)
    AND ($4::float8 IS NULL OR (p.at, p.id) < (to_timestamp($4 / 1000.0), $5))
  ORDER BY p.at DESC, p.id DESC LIMIT $6) p`;

/** $1 scope, $2 keys, $3 after this seq, $4 at most for each: one row per incident in sight. */
export const READ_TIMELINES = `
SELECT i.key, (SELECT coalesce(json_agg(${EVENT} ORDER BY e.seq), '[]')
  FROM (SELECT * FROM incident_events t WHERE t.incident_key = i.key AND t.seq > $3::bigint ORDER BY t.seq LIMIT $4) e)::text AS json
FROM incidents i WHERE i.key = ANY($2) AND ${IN_SIGHT}`;

/** $1 scope, $2 keys, $3 at most for each: the newest pages. */
export const READ_PAGES_OF = `
SELECT i.key, (SELECT coalesce(json_agg(${PAGE} ORDER BY p.at DESC, p.id DESC), '[]')
  FROM (SELECT * FROM pages q WHERE q.incident_key = i.key ORDER BY q.at DESC, q.id DESC LIMIT $3) p)::text AS json
FROM incidents i WHERE i.key = ANY($2) AND ${IN_SIGHT}`;

const ALERT = `json_build_object('id', a.id::text, 'incidentKey', a.incident_key, 'dedupKey', a.dedup_key, 'name', a.name, 'summary', left(a.summary, 4000),
  'status', a.status, 'priority', a.priority, 'labels', a.labels, 'startsAt', ${epochMs('a.starts_at')}, 'endsAt', ${epochMs('a.ends_at')}, 'sourceUrl', a.source_url)`;

/** $1 scope, $2 keys, $3 at most for each: the newest alerts, firing ones first. */
export const READ_ALERTS_OF = `
SELECT i.key, (SELECT coalesce(json_agg(${ALERT} ORDER BY (a.status = 'RESOLVED'), a.id DESC), '[]')
  FROM (SELECT * FROM alerts b WHERE b.incident_key = i.key ORDER BY (b.status = 'RESOLVED'), b.id DESC LIMIT $3) a)::text AS json
FROM incidents i WHERE i.key = ANY($2) AND ${IN_SIGHT}`;

/** $1 scope, $2 statuses or null, $3 service or null, $4 before this id or null, $5 at most. Newest first. */
export const READ_ALERTS = `
SELECT coalesce(json_agg(${ALERT} ORDER BY a.id DESC), '[]')::text AS json
FROM (SELECT b.* FROM alerts b JOIN incidents i ON i.key = b.incident_key
  WHERE ${IN_SIGHT} AND ($2::text[] IS NULL OR b.status = ANY($2)) AND ($3::text IS NULL OR b.service = $3)
    AND ($4::bigint IS NULL OR b.id < $4)
  ORDER BY b.id DESC LIMIT $5) a`;
