import type { Pool } from 'pg';
import type { Brief, BriefAlert, BriefFollowUp, BriefIncident } from '../../domain/handoffs/brief.model.js';
import { DAY_MS, type Instant } from '../../domain/instant.js';

const MOST = 50;

const OPEN = `
SELECT i.key, i.severity, i.service, i.title, i.status, i.holder, i.next_deadline AS what, extract(epoch FROM i.next_deadline_at) * 1000 AS due
FROM incidents i
WHERE i.closed_at IS NULL AND i.resolved_at IS NULL AND i.visibility <> 'RESTRICTED' AND NOT i.test
ORDER BY i.severity, i.number DESC LIMIT ${MOST}
`;

const NOISY = `
SELECT a.name, a.service, sum(a.firings)::int AS firings
FROM alerts a
WHERE a.fired_at >= to_timestamp($1::double precision / 1000.0)
  AND NOT EXISTS (SELECT FROM incidents i WHERE i.key = a.incident_key AND i.visibility = 'RESTRICTED')
GROUP BY a.name, a.service ORDER BY firings DESC, a.name LIMIT 5
`;

/** Late ones and those of the coming week. */
const DUE = `
SELECT f.incident_key AS "incidentKey", f.title, f.owner, extract(epoch FROM f.due_at) * 1000 AS due
FROM follow_ups f JOIN incidents i ON i.key = f.incident_key
WHERE f.status = 'OPEN' AND f.due_at <= to_timestamp($1::double precision / 1000.0) AND i.visibility <> 'RESTRICTED'
ORDER BY f.due_at, f.incident_key, f.number LIMIT ${MOST}
`;
const DUE_WITHIN_MS = 7 * DAY_MS;

interface DueRow extends Omit<BriefFollowUp, 'dueAt'> {
  readonly due: string;
}

interface OpenRow extends Omit<BriefIncident, 'deadline'> {
  readonly what: string | null;
  readonly due: string | null;
}

/** What is known now of what is going on; restricted incidents leave no trace here. [I10] */
export class BriefReader {
  constructor(private readonly pool: Pool) {}

  /** `since`: when the last handoff was. */
  async read(asOf: Instant, since: Instant): Promise<Omit<Brief, 'next'>> {
    const [open, due, noisy] = await Promise.all([
      this.pool.query<OpenRow>(OPEN),
      this.pool.query<DueRow>(DUE, [asOf + DUE_WITHIN_MS]),
      this.pool.query<BriefAlert>(NOISY, [since]),
    ]);
    const openIncidents = open.rows.map(({ what, due, ...incident }) => ({
      ...incident,
      deadline: what === null || due === null ? null : { what, at: Math.round(Number(due)) },
    }));
    const followUps = due.rows.map(({ due: at, ...followUp }) => ({ ...followUp, dueAt: Math.round(Number(at)) }));
    return { asOf, openIncidents, followUps, noisyAlerts: noisy.rows };
  }
}
