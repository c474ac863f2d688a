import type { Pool } from 'pg';
import type { Drafted, DraftRequest, PostmortemDeskPort } from '../../activities/ports/postmortem-desk.port.js';
import type { Handbook } from '../../domain/handbook/handbook.model.js';
import type { Incident } from '../../domain/incidents/incident.model.js';
import type { IncidentEvent } from '../../domain/incidents/incident-event.model.js';
import { DAY_MS } from '../../domain/instant.js';
import { workingDaysLater } from '../../domain/oncall/working-days.js';
import type { ZoneRules } from '../../domain/oncall/zone-rules.js';
import { draftPostmortem } from '../../domain/postincident/draft-postmortem.js';
import type { Clock } from '../config/clock.js';
import type { HandbookReader } from '../handbook/handbook-reader.port.js';
import type { PostmortemRevision, PostmortemRevisionsRepository } from '../persistence/postmortem-revisions.repository.js';

export interface PostmortemDeskParts {
  readonly pool: Pool;
  readonly revisions: PostmortemRevisionsRepository;
  readonly handbooks: HandbookReader;
  readonly zones: ZoneRules;
  readonly clock: Clock;
}

/** The parts of a handbook that has none of its own. */
const PARTS = ['Incident timeline', 'Root cause analysis', 'Resolution steps', 'Lessons learned'] as const;

const EVENTS = `
SELECT body || jsonb_build_object('seq', seq, 'type', type, 'at', round(extract(epoch FROM at) * 1000)::bigint) AS event
FROM incident_events WHERE incident_key = $1 ORDER BY seq LIMIT 20000
`;

/** Drafts postmortems from the record, for whoever of the handbook was closest, due in its working days. Guide: G2.6 */
export class PostmortemDeskService implements PostmortemDeskPort {
  constructor(private readonly parts: PostmortemDeskParts) {}

  async draft(request: DraftRequest): Promise<Drafted> {
    const pinned = await this.parts.handbooks.byVersion(request.handbookVersionId);
    const running = (await this.parts.handbooks.current())?.handbook ?? pinned;
    const { revision, digest } = await this.firstRevision(request.incidentKey, pinned);
    return { revision, digest, owner: ownerOf(running, request.candidates), dueAt: this.dueAt(pinned, request) };
  }

  /** Written at most once: an attempt whose answer was lost finds what it wrote. */
  private async firstRevision(incidentKey: string, handbook: Handbook): Promise<PostmortemRevision> {
    const { revisions, clock } = this.parts;
    const known = await revisions.find(incidentKey, 1);
    if (known !== null) return known;
    await revisions.write({ incidentKey, revision: 1, text: await this.textOf(incidentKey, handbook), author: null, at: clock.now() });
    const written = await revisions.find(incidentKey, 1);
    if (written === null) throw new Error(`the draft of ${incidentKey} was not written`);
    return written;
  }

  private async textOf(incidentKey: string, handbook: Handbook): Promise<string> {
    const { pool } = this.parts;
    const { rows } = await pool.query<{ snapshot: Incident }>('SELECT snapshot FROM incidents WHERE key = $1', [incidentKey]);
    const incident = rows[0]?.snapshot;
    if (incident === undefined) throw new Error(`${incidentKey} is not in the database`);
    const events = (await pool.query<{ event: IncidentEvent }>(EVENTS, [incidentKey])).rows.map((row) => row.event);
    const { people, services, postIncident } = handbook;
    const own = <T>(record: Readonly<Record<string, T>>, id: string): T | undefined => (Object.hasOwn(record, id) ? record[id] : undefined);
    return draftPostmortem({
      incident,
      events,
      parts: postIncident?.parts ?? PARTS,
      serviceName: own(services, incident.service)?.name ?? incident.service,
      nameOf: (person) => own(people, person)?.name ?? person,
    });
  }

  private dueAt({ timezone, postIncident }: Handbook, { from, dueDays }: DraftRequest): number {
    if (postIncident === undefined) return from + dueDays * DAY_MS;
    return workingDaysLater(from, dueDays, { week: postIncident.workingWeek, zone: timezone, rules: this.parts.zones });
  }
}

/** The first who is in the handbook; else its lead; never nobody. */
function ownerOf({ people, postIncident }: Handbook, candidates: readonly string[]): string {
  const here = candidates.find((one) => Object.hasOwn(people, one));
  return here ?? postIncident?.lead ?? candidates[0] ?? 'nobody';
}
