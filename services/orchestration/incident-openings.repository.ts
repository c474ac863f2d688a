import type { Pool } from 'pg';
import { buildCommunicationPlan } from '../../domain/communications/build-communication-plan.js';
import { buildPlan } from '../../domain/escalation/build-plan.js';
import type { Handbook, Severity, Visibility } from '../../domain/handbook/handbook.model.js';
import { type Incident, type LifePhase, lifePhase } from '../../domain/incidents/incident.model.js';
import type { Adoption } from '../../domain/incidents/incident-command.model.js';
import type { IncidentOpening } from '../../domain/incidents/incident-event.model.js';
import type { IncidentSnapshot } from '../../domain/incidents/incident-snapshot.model.js';
import { buildPostIncidentPlan } from '../../domain/postincident/build-post-incident-plan.js';
import type { HandbookReader } from '../handbook/handbook-reader.port.js';
import { recentResults } from '../persistence/recent-results.js';
import { testPlan } from './test-plan.js';

interface Row {
  readonly title: string;
  readonly service: string;
  readonly severity: Severity;
  readonly visibility: Visibility;
  readonly test: boolean;
  readonly handbook_version_id: number;
  readonly declared_by: string | null;
  readonly recurrence_of: string | null;
  readonly detected_at: string;
  readonly fence: number;
  readonly snapshot: Incident | null;
}

/** What PostgreSQL knows of an incident that a workflow is to begin, or to go on with. */
export interface IncidentStart {
  readonly opening: IncidentOpening;
  /** Which workflow lives it now. */
  readonly phase: LifePhase;
  readonly fence: number;
  /** null: no event has been recorded yet. */
  readonly snapshot: IncidentSnapshot | null;
}

export class IncidentOpeningsRepository {
  constructor(
    private readonly pool: Pool,
    private readonly handbooks: HandbookReader,
    /** Where follow-ups become tickets; null: nowhere. */
    private readonly tracker: string | null = null,
  ) {}

  /** null: there is no such incident. */
  async find(key: string): Promise<IncidentStart | null> {
    const row = await this.row(key);
    if (row === undefined) return null;
    const pins = row.snapshot ?? pinsOf(await this.handbooks.byVersion(row.handbook_version_id), row, this.tracker);
    return {
      opening: openingOf(key, row, pins),
      phase: row.snapshot === null ? 'INCIDENT' : lifePhase(row.snapshot),
      fence: row.fence,
      snapshot: row.snapshot === null ? null : { incident: row.snapshot, results: await recentResults(this.pool, key) },
    };
  }

  /** What the incident adopts of the handbook that runs now; null: there is no such incident, or no handbook. */
  async adoption(key: string): Promise<Adoption | null> {
    const [row, running] = await Promise.all([this.row(key), this.handbooks.current()]);
    if (row === undefined || running === null) return null;
    return { handbookVersionId: running.versionId, plan: pinsOf(running.handbook, row, this.tracker).plan };
  }

  private async row(key: string): Promise<Row | undefined> {
    const { rows } = await this.pool.query<Row>(
      `SELECT title, service, severity, visibility, test, handbook_version_id, declared_by, recurrence_of,
              extract(epoch FROM detected_at) * 1000 AS detected_at, fence, snapshot
       FROM incidents WHERE key = $1`,
      [key],
    );
    return rows[0];
  }
}

/** What an incident keeps of the handbook with which it begins. */
type Pins = Pick<IncidentOpening, 'plan' | 'communications' | 'postIncident' | 'handoffTo' | 'handover'>;

/** A test teaches nothing; what is restricted leaves for no ticket tracker. */
function pinsOf(handbook: Handbook, row: Row, tracker: string | null): Pins {
  const plan = buildPlan(handbook, row.service);
  const communications = buildCommunicationPlan(handbook, row);
  const postIncident = row.test ? null : buildPostIncidentPlan(handbook, row.visibility === 'RESTRICTED' ? null : tracker);
  return {
    plan: row.test && row.declared_by !== null ? testPlan(plan, row.declared_by) : plan,
    ...(communications === undefined ? {} : { communications }),
    ...(postIncident === null ? {} : { postIncident }),
    ...(row.test || handbook.handoffs?.onResolution === undefined ? {} : { handoffTo: handbook.handoffs.onResolution.schedule }),
    ...(handbook.handoffs?.command === undefined ? {} : { handover: handbook.handoffs.command }),
  };
}

/** Of an incident that has begun, what it pins is in its snapshot: it never opens again. */
function openingOf(key: string, row: Row, pins: Incident | Pins): IncidentOpening {
  return {
    key,
    title: row.title,
    service: row.service,
    severity: row.severity,
    visibility: row.visibility,
    test: row.test,
    handbookVersionId: row.handbook_version_id,
    detectedAt: Math.round(Number(row.detected_at)),
    plan: pins.plan,
    declaredBy: row.declared_by === null ? null : { person: row.declared_by, via: 'API', verified: true },
    recurrenceOf: row.recurrence_of,
    ...('status' in pins ? {} : optionalOf(pins)),
  };
}

const optionalOf = ({ communications, postIncident, handoffTo, handover }: Pins): Omit<Pins, 'plan'> => ({
  ...(communications === undefined ? {} : { communications }),
  ...(postIncident === undefined ? {} : { postIncident }),
  ...(handoffTo === undefined ? {} : { handoffTo }),
  ...(handover === undefined ? {} : { handover }),
});
