const SEVERITIES = [1, 2, 3, 4] as const;

/** `of` for each severity. */
export const each = (of: (severity: number) => string, join = ', '): string => SEVERITIES.map(of).join(join);

const FIRING_AFTER = `(${each((n) => `o.firing_sev${n} + EXCLUDED.firing_sev${n}`, ' + ')})`;
const PROPOSES_AFTER = `CASE ${each((n) => `WHEN o.firing_sev${n} + EXCLUDED.firing_sev${n} > 0 THEN 'SEV${n}'`, ' ')} ELSE o.proposes END`;

/** The outbox's own clock, which relays read too: a column's default, so that it never touches the incident's instants. */
const CLOCK = 'EXCLUDED.changed_at';

/** Nothing waits: everything up to here was handed to a relay. */
const IS_CLEAN = 'o.revision = o.leased_revision';
const WAIT_MS = `CASE WHEN ${CLOCK} - o.changed_at > interval '2 minutes' THEN 2000 ELSE o.wait_ms END`;

/**
 * When the incident's workflow hears of a change. At once: a severity raise; and, at most once a second, the last alert's
 * resolution and the first alert after it (or after a person's resolution: then EXCLUDED says -infinity). Anything else waits
 * 2 s, doubling to 60 s, and joins what waits already.
 */
const NOT_BEFORE = `CASE
  WHEN ${PROPOSES_AFTER} < o.proposes THEN '-infinity'
  WHEN EXCLUDED.not_before = '-infinity' OR (${FIRING_AFTER} = 0) <> (o.firing = 0)
    THEN LEAST(GREATEST(${CLOCK}, o.delivered_at + interval '1 second'), CASE WHEN ${IS_CLEAN} THEN 'infinity' ELSE o.not_before END)
  WHEN ${IS_CLEAN} THEN ${CLOCK} + (${WAIT_MS}) * interval '1 millisecond'
  ELSE o.not_before END`;

/**
 * Adds the rows of a CTE `sums`, one per incident, to the outbox; answers its key, in which count of firings its alerts are (`fired_in`),
 * and whether a relay should hear of it now. Rows are locked in the order of their keys. Nothing that an index looks at changes while an
 * incident waits already: in a storm the row is written in place.
 */
export const BUMP_OUTBOX_SQL = `
  INSERT INTO outbox AS o (incident_key, revision, proposes, ${each((n) => `firing_sev${n}`)}, total, firings, fired_in,
    last_fired_at, last_resolved_at, not_before, shown_firing, shown_total)
  SELECT incident_key, 1, COALESCE(proposes, 'SEV4'), ${each((n) => `sev${n}`)}, total, firings, LEAST(firings, 1),
    COALESCE(fired_at, '-infinity'), resolved_at, CASE WHEN is_resolved AND firings > 0 THEN '-infinity' ELSE to_timestamp(0) END, total, total
  FROM sums ORDER BY incident_key
  ON CONFLICT ON CONSTRAINT pk_outbox DO UPDATE SET
    revision = o.revision + 1,
    proposes = ${PROPOSES_AFTER},
    ${each((n) => `firing_sev${n} = o.firing_sev${n} + EXCLUDED.firing_sev${n}`)},
    total = o.total + EXCLUDED.total,
    firings = o.firings + EXCLUDED.firings,
    fired_in = o.fired_in + EXCLUDED.fired_in,
    last_fired_at = GREATEST(o.last_fired_at, EXCLUDED.last_fired_at),
    last_resolved_at = GREATEST(o.last_resolved_at, EXCLUDED.last_resolved_at),
    wait_ms = CASE WHEN ${IS_CLEAN} THEN LEAST((${WAIT_MS}) * 2, 60000) ELSE o.wait_ms END,
    not_before = ${NOT_BEFORE},
    changed_at = ${CLOCK}
  RETURNING incident_key, fired_in, not_before <= changed_at AS urgent`;

/** Wakes the relays where a CTE `bumped` says so; answers whether it did. */
export const WAKE_RELAYS_SQL = `CASE WHEN EXISTS (SELECT FROM bumped WHERE urgent) THEN pg_notify('tocsin_outbox', '') IS NOT NULL ELSE false END`;
