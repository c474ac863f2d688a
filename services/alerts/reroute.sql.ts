/** What the closed incident $1 never heard of: still firing, and begun after the last snapshot that it took. Locks them. */
export const UNHEARD_SQL = `
SELECT a.id, a.group_key, a.name, a.service, a.proposes FROM alerts a JOIN outbox o ON o.incident_key = a.incident_key
WHERE a.incident_key = $1 AND a.status <> 'RESOLVED' AND a.fired_in > o.delivered_fired_in
ORDER BY a.integration_id, a.dedup_key FOR UPDATE OF a`;

/** Gives the group $1 to a new incident, unless another than the closed one ($2) has it by now. */
export const RECLAIM_SQL = `
INSERT INTO alert_groups AS g (group_key, incident_key) VALUES ($1, 'INC-' || nextval('incident_number'))
ON CONFLICT ON CONSTRAINT pk_alert_groups DO UPDATE SET
  incident_key = CASE WHEN g.incident_key = $2 THEN EXCLUDED.incident_key ELSE g.incident_key END
RETURNING incident_key`;

/** The incident $1, as the worst of its alerts says, unless it is there; $2: the one that it recurs from. */
export const REOPEN_AS_NEW_SQL = `
INSERT INTO incidents (key, number, title, service, severity, urgency, status, handbook_version_id, group_key, recurrence_of, detected_at)
SELECT $1, substr($1, 5)::bigint, $3, $4, $5, $6, 'TRIAGE', $7, $8, (SELECT key FROM incidents WHERE key = $2),
  (SELECT min(fired_at) FROM alerts WHERE id = ANY($9))
ON CONFLICT ON CONSTRAINT pk_incidents DO NOTHING`;

export const MOVE_ALERTS_SQL = 'UPDATE alerts SET incident_key = $2, fired_in = $3 WHERE id = ANY($1)';

/** Counts the alerts $3 away from the incident $1 and towards $2, which hears of it at once: as its firings `fired_in`. */
export const MOVE_COUNTS_SQL = `
WITH moved AS (
  SELECT count(*) FILTER (WHERE proposes = 'SEV1')::int AS sev1, count(*) FILTER (WHERE proposes = 'SEV2')::int AS sev2,
    count(*) FILTER (WHERE proposes = 'SEV3')::int AS sev3, count(*) FILTER (WHERE proposes = 'SEV4')::int AS sev4,
    count(*)::int AS total, min(proposes) AS proposes, max(fired_at) AS fired_at
  FROM alerts WHERE id = ANY($3)
), taken AS (
  UPDATE outbox o SET firing_sev1 = o.firing_sev1 - m.sev1, firing_sev2 = o.firing_sev2 - m.sev2, firing_sev3 = o.firing_sev3 - m.sev3,
    firing_sev4 = o.firing_sev4 - m.sev4, total = o.total - m.total
  FROM moved m WHERE o.incident_key = $1
)
INSERT INTO outbox AS o (incident_key, revision, proposes, firing_sev1, firing_sev2, firing_sev3, firing_sev4, total, firings, fired_in, last_fired_at, not_before)
SELECT $2, 1, m.proposes, m.sev1, m.sev2, m.sev3, m.sev4, m.total, m.total, 1, m.fired_at, '-infinity' FROM moved m
ON CONFLICT ON CONSTRAINT pk_outbox DO UPDATE SET revision = o.revision + 1, proposes = LEAST(o.proposes, EXCLUDED.proposes),
  firing_sev1 = o.firing_sev1 + EXCLUDED.firing_sev1, firing_sev2 = o.firing_sev2 + EXCLUDED.firing_sev2,
  firing_sev3 = o.firing_sev3 + EXCLUDED.firing_sev3, firing_sev4 = o.firing_sev4 + EXCLUDED.firing_sev4,
  total = o.total + EXCLUDED.total, firings = o.firings + EXCLUDED.firings, fired_in = o.fired_in + 1,
  last_fired_at = GREATEST(o.last_fired_at, EXCLUDED.last_fired_at), not_before = '-infinity', changed_at = EXCLUDED.changed_at
RETURNING fired_in`;
