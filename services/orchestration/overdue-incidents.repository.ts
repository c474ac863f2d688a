import type { Pool } from 'pg';
import type { DeadlineKind } from '../../domain/incidents/decide-time.js';
import { deadlines } from '../../domain/incidents/decide-time.js';
import type { Incident } from '../../domain/incidents/incident.model.js';
import type { Instant } from '../../domain/instant.js';

/** `BEGIN`: nothing is recorded yet. `PAGE`: somebody is to be found or reached. Else the deadline of that kind. */
export type Missed = 'BEGIN' | 'PAGE' | DeadlineKind;

export interface OverdueIncident {
  readonly key: string;
  readonly missed: Missed;
  /** When that should have happened. */
  readonly dueAt: Instant;
}

interface Row {
  readonly key: string;
  readonly detected_at: number;
  readonly snapshot: Incident | null;
}

/** An incident whose deadline is quarters of an hour away may wait for its page right now: both are looked at. */
const OVERDUE = `
SELECT key, round(extract(epoch FROM detected_at) * 1000)::float8 AS detected_at, snapshot
FROM incidents
WHERE closed_at IS NULL
  AND (next_deadline_at < to_timestamp($1::double precision / 1000.0)
       OR (last_seq = 0 AND detected_at < to_timestamp($1::double precision / 1000.0))
       OR jsonb_path_exists(snapshot, '$.summons[*] ? (@.dueAt < $before)', jsonb_build_object('before', $1::double precision))
       OR jsonb_path_exists(snapshot, '$.pages[*].deliveries[*] ? (@.status == "WAITING" && @.dueAt < $before)',
                            jsonb_build_object('before', $1::double precision)))
ORDER BY severity, number
LIMIT 500
`;

/** Open incidents of which something should have happened by `before`, and did not, as far as is recorded. */
export async function overdueIncidents(pool: Pool, before: Instant): Promise<readonly OverdueIncident[]> {
  const { rows } = await pool.query<Row>(OVERDUE, [before]);
  return rows.map((row) => ({ key: row.key, ...missedBy(row, before) }));
}

/** What weighs most: a deadline over a page under way, one at which somebody is paged over one that only tidies up. */
function missedBy({ snapshot, detected_at }: Row, before: Instant): Omit<OverdueIncident, 'key'> {
  if (snapshot === null) return { missed: 'BEGIN', dueAt: detected_at };
  const late = deadlines(snapshot).filter((one) => one.at < before);
  const worst = late.find((one) => mattersToPeople(one.kind));
  if (worst !== undefined) return { missed: worst.kind, dueAt: worst.at };
  const pageDue = Math.min(...pagesDue(snapshot));
  const tidy = late[0];
  return pageDue < before || tidy === undefined ? { missed: 'PAGE', dueAt: pageDue } : { missed: tidy.kind, dueAt: tidy.at };
}

function pagesDue(incident: Incident): readonly Instant[] {
  const waiting = incident.pages.flatMap((page) => page.deliveries.filter((one) => one.status === 'WAITING'));
  return [...incident.summons, ...waiting].map((one) => one.dueAt);
}

/** Whether somebody is woken when it is met. What only resolves or closes an incident wakes nobody, late or not. */
export const mattersToPeople = (missed: Missed): boolean => missed !== 'AUTO_RESOLVE' && missed !== 'CLOSE';

/** The keys of all incidents that are not closed, worst first. */
export async function openIncidents(pool: Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ key: string }>('SELECT key FROM incidents WHERE closed_at IS NULL ORDER BY severity, number');
  return rows.map((row) => row.key);
}
