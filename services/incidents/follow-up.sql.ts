import { IN_SIGHT } from '../persistence/incident-scope.js';
import { epochMs } from './incident.sql.js';

const FOLLOW_UP = `json_build_object('incidentKey', f.incident_key, 'number', f.number, 'class', f.class, 'title', f.title, 'owner', f.owner,
  'dueAt', ${epochMs('f.due_at')}, 'status', f.status, 'addedAt', ${epochMs('f.added_at')}, 'addedBy', f.added_by,
  'settledAt', ${epochMs('f.settled_at')}, 'ticket', f.ticket)`;

/** $1 scope, $2 open or settled or null, $3 owner, $4 class, $5 due before (ms), $6 to $8 the one before the first (ms, key, number), $9 at most. */
export const READ_FOLLOW_UPS = `
SELECT coalesce(json_agg(${FOLLOW_UP} ORDER BY f.due_at, f.incident_key, f.number), '[]')::text AS json
FROM (SELECT f.* FROM follow_ups f JOIN incidents i ON i.key = f.incident_key
  WHERE ${IN_SIGHT}
    AND ($2::boolean IS NULL OR (f.status = 'OPEN') = $2) AND ($3::text IS NULL OR f.owner = $3) AND ($4::text IS NULL OR f.class = $4)
    AND ($5::float8 IS NULL OR f.due_at < to_timestamp($5 / 1000.0))
    AND ($6::float8 IS NULL OR (f.due_at, f.incident_key, f.number) > (to_timestamp($6 / 1000.0), $7::text, $8::int))
  ORDER BY f.due_at, f.incident_key, f.number LIMIT $9) f`;

/** $1 scope, $2 key: whether there is such a postmortem for this viewer, and whether it may still be written. */
export const READ_POSTMORTEM_HEAD = `
SELECT i.status, p.status AS "postmortem" FROM incidents i JOIN postmortems p ON p.incident_key = i.key WHERE i.key = $2 AND ${IN_SIGHT}`;
