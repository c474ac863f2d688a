import { IN_SIGHT } from '../persistence/incident-scope.js';

/** Steps of the machinery that tell a reader nothing that another line does not. */
const SILENT = `'Summoned','LadderMoved','AcknowledgementExtended','DeliveryVoided','DeliveryAdvanced','AutoResolveDisarmed','ReminderDue'`;

const epochMs = (column: string): string => `(extract(epoch from ${column}) * 1000)::float8`;

const LINE = `i.key, i.number::float8 AS number, i.title, i.service, i.severity, i.severity_confirmed AS "severityConfirmed", i.status, i.visibility, i.test,
  ${epochMs('i.detected_at')} AS "detectedAt", i.holder, ${epochMs('i.acknowledged_at')} AS "acknowledgedAt",
  ${epochMs('i.resolved_at')} AS "resolvedAt", ${epochMs('i.closed_at')} AS "closedAt", ${epochMs('i.next_deadline_at')} AS "nextDeadlineAt",
  i.firing_alerts AS "firingAlerts", i.total_alerts AS "totalAlerts"`;

/** $1 the scope, $2 the key: one incident with its timeline before `seq` $3, the people paged, and the answer to command $5. $4: events at most. */
export const READ_INCIDENT = `
SELECT ${LINE}, i.recurrence_of AS "recurrenceOf", i.declared_by AS "declaredBy", i.snapshot AS incident,
  (SELECT coalesce(jsonb_agg(to_jsonb(e) ORDER BY e.seq DESC), '[]') FROM (
    SELECT seq, type, ${epochMs('at')} AS at, body FROM incident_events
    WHERE incident_key = i.key AND seq < $3 AND type NOT IN (${SILENT}) ORDER BY seq DESC LIMIT $4) e) AS events,
  (SELECT coalesce(jsonb_agg(to_jsonb(p) ORDER BY p.at DESC), '[]') FROM (
    SELECT id, generation, person, ${epochMs('pages.at')} AS at,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('method', d.method, 'status', d.status) ORDER BY d.intended_at), '[]')
       FROM deliveries d WHERE d.incident_key = i.key AND d.page_id = pages.id) AS deliveries
    FROM pages WHERE incident_key = i.key ORDER BY pages.at DESC LIMIT 20) p) AS pages,
  (SELECT max(r.revision) FROM postmortem_revisions r WHERE r.incident_key = i.key) AS "postmortemRevision",
  (SELECT c.result FROM incident_commands c WHERE c.incident_key = i.key AND c.command_id = $5) AS result
FROM incidents i WHERE i.key = $2 AND ${IN_SIGHT}`;

/** $1 key, $2 alerts at most. */
export const READ_ALERTS = `
SELECT name, left(summary, 1000) AS summary, status, ${epochMs('starts_at')} AS "startsAt", ${epochMs('ends_at')} AS "endsAt",
  source_url AS "sourceUrl", annotations ->> 'runbook_url' AS "runbookUrl"
FROM alerts WHERE incident_key = $1 ORDER BY (status = 'RESOLVED'), starts_at DESC LIMIT $2`;

/** Open incidents, worst first; $2 and $3 the last one's severity and number on the page before (or '' and 0); $4 lines at most. */
export const READ_OPEN = `
SELECT ${LINE} FROM incidents i
WHERE i.closed_at IS NULL AND i.status NOT IN ('RESOLVED', 'POST_INCIDENT') AND ${IN_SIGHT}
  AND ($2 = '' OR i.severity > $2 OR (i.severity = $2 AND i.number < $3))
ORDER BY i.severity, i.number DESC LIMIT $4`;

/** All incidents, newest first; $2 is not used here, $3 the last number on the page before (0: from the newest). */
export const READ_ALL = `
SELECT ${LINE} FROM incidents i
WHERE ${IN_SIGHT} AND ($2::text IS NOT NULL) AND ($3 = 0 OR i.number < $3)
ORDER BY i.number DESC LIMIT $4`;
