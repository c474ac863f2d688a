import type { Pool } from 'pg';
import { buildCommunicationPlan } from '../../domain/communications/build-communication-plan.js';
import { buildPlan } from '../../domain/escalation/build-plan.js';
import type { Handbook, Severity, Visibility } from '../../domain/handbook/handbook.model.js';
import type { Incident } from '../../domain/incidents/incident.model.js';
import type { IncidentOpening } from '../../domain/incidents/incident-event.model.js';
import type { IncidentSnapshot } from '../../domain/incidents/incident-snapshot.model.js';
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
  readonly closed_at: string | null;
  readonly fence: number;
  readonly snapshot: Incident | null;
}

/** What PostgreSQL knows of an incident that a workflow is to begin, or to go on with. */
export interface IncidentStart {
  readonly opening: IncidentOpening;
  readonly isClosed: boolean;
  readonly fence: number;
  /** null: no event has been recorded yet. */
  readonly snapshot: IncidentSnapshot | null;
}

export class IncidentOpeningsRepository {
  constructor(
    private readonly pool: Pool,
    private readonly handbooks: HandbookReader,
  ) {}

  /** null: there is no such incident. */
  async find(key: string): Promise<IncidentStart | null> {
    const { rows } = await this.pool.query<Row>(
      `SELECT title, service, severity, visibility, test, handbook_version_id, declared_by, recurrence_of,
              extract(epoch FROM detected_at) * 1000 AS detected_at, closed_at, fence, snapshot
       FROM incidents WHERE key = $1`,
      [key],
    );
    const row = rows[0];
    if (row === undefined) return null;
    const pinned = row.snapshot ?? pinnedFor(await this.handbooks.byVersion(row.handbook_version_id), row);
    return {
      opening: openingOf(key, row, pinned),
      isClosed: row.closed_at !== null,
      fence: row.fence,
      snapshot: row.snapshot === null ? null : { incident: row.snapshot, results: await recentResults(this.pool, key) },
    };
  }
}

/** What an incident keeps of the handbook with which it begins. */
type Pinned = Pick<IncidentOpening, 'plan' | 'communications'>;

function pinnedFor(handbook: Handbook, row: Row): Pinned {
  const plan = buildPlan(handbook, row.service);
  const communications = buildCommunicationPlan(handbook, row);
  return {
    plan: row.test && row.declared_by !== null ? testPlan(plan, row.declared_by) : plan,
    ...(communications === undefined ? {} : { communications }),
  };
}

function openingOf(key: string, row: Row, { plan, communications }: Pinned): IncidentOpening {
  return {
    key,
    title: row.title,
    service: row.service,
    severity: row.severity,
    visibility: row.visibility,
    test: row.test,
    handbookVersionId: row.handbook_version_id,
    detectedAt: Math.round(Number(row.detected_at)),
    plan,
    declaredBy: row.declared_by === null ? null : { person: row.declared_by, via: 'API', verified: true },
    recurrenceOf: row.recurrence_of,
    ...(communications === undefined ? {} : { communications }),
  };
}
