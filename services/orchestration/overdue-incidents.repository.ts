import type { Pool } from 'pg';
import type { DeadlineKind } from '../../domain/incidents/decide-time.js';
import { deadlines } from '../../domain/incidents/decide-time.js';
import type { Incident } from '../../domain/incidents/incident.model.js';
import type { Instant } from '../../domain/instant.js';
import { learningWaitsSince } from '../../domain/postincident/post-incident.model.js';
import { incidentWorkflowId, postIncidentWorkflowId } from '../../workflows/contracts/ids.js';

/** `BEGIN`: nothing is recorded yet. `PAGE`: somebody is to be found or reached. `LEARNING`: a draft or a reminder. Else the deadline of that kind. */
export type Missed = 'BEGIN' | 'PAGE' | 'LEARNING' | DeadlineKind;

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
WHERE (closed_at IS NULL OR next_deadline_at IS NOT NULL)
  AND (next_deadline_at < to_timestamp($1::double precision / 1000.0)
       OR (last_seq = 0 AND detected_at < to_timestamp($1::double precision / 1000.0))
       OR jsonb_path_exists(snapshot, '$.summons[*] ? (@.dueAt < $before)', jsonb_build_object('before', $1::double precision))
       OR jsonb_path_exists(snapshot, '$.pages[*].deliveries[*] ? (@.status == "WAITING" && @.dueAt < $before)',
                            jsonb_build_object('before', $1::double precision))
       OR (status IN ('POST_INCIDENT', 'CLOSED') AND
           jsonb_path_exists(snapshot, '$.postIncident ? ((@.postmortem.status == "WANTED" && @.beganAt < $before) || @.reminders[*].at < $before)',
                             jsonb_build_object('before', $1::double precision))))
ORDER BY (status IN ('POST_INCIDENT', 'CLOSED')), severity, number
LIMIT 500
`;

/** Incidents that live of which something should have happened by `before`, and did not, as far as is recorded. */
export async function overdueIncidents(pool: Pool, before: Instant): Promise<readonly OverdueIncident[]> {
  const { rows } = await pool.query<Row>(OVERDUE, [before]);
  return rows.map((row) => ({ key: row.key, ...missedBy(row, before) }));
}

/** What weighs most: a deadline over a page under way, one at which somebody is paged over one that only tidies up. */
function missedBy({ snapshot, detected_at }: Row, before: Instant): Omit<OverdueIncident, 'key'> {
  if (snapshot === null) return { missed: 'BEGIN', dueAt: detected_at };
  const learning = learningWaitsSince(snapshot.postIncident).find((at) => at < before);
  if (learning !== undefined) return { missed: 'LEARNING', dueAt: learning };
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

/** What only resolves or closes an incident, or is said weeks later, wakes nobody, late or not. */
const WAKES_NOBODY: readonly Missed[] = ['AUTO_RESOLVE', 'CLOSE', 'REMINDER', 'LEARNING'];

/** Whether somebody is woken when it is met. */
export const mattersToPeople = (missed: Missed): boolean => !WAKES_NOBODY.includes(missed);

/** The workflow that should have done it. */
export const workflowIdOf = ({ key, missed }: OverdueIncident): string =>
  missed === 'REMINDER' || missed === 'LEARNING' ? postIncidentWorkflowId(key) : incidentWorkflowId(key);

export interface LivingIncident {
  readonly key: string;
  readonly workflowId: string;
}

const LIVING = `
SELECT key, status IN ('POST_INCIDENT', 'CLOSED', 'CANCELED') AS "isPast" FROM incidents
WHERE closed_at IS NULL OR next_deadline_at IS NOT NULL ORDER BY "isPast", severity, number
`;

/** All incidents that a workflow lives: those that burn first, worst first; then those that people learn from. */
export async function livingIncidents(pool: Pool): Promise<readonly LivingIncident[]> {
  const { rows } = await pool.query<{ key: string; isPast: boolean }>(LIVING);
  return rows.map(({ key, isPast }) => ({ key, workflowId: isPast ? postIncidentWorkflowId(key) : incidentWorkflowId(key) }));
}
