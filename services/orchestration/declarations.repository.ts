import type { Pool } from 'pg';
import { DomainFailure } from '../../domain/error.js';
import { storableText } from '../../domain/storable-text.js';
import type { Clock } from '../config/clock.js';
import type { HandbookReader } from '../handbook/handbook-reader.port.js';
import type { DeclareRequest } from './incident-commands.port.js';

const INSERT = `
WITH number AS (SELECT nextval('incident_number') AS n)
INSERT INTO incidents (key, number, title, service, severity, severity_confirmed, urgency, status, visibility, test, handbook_version_id,
                       declared_by, declare_dedup_key, detected_at)
SELECT 'INC-' || n, n, $1, $2, $3, true, $4, 'TRIAGE', $5, $6, $7, $8, $9, to_timestamp($10::double precision / 1000.0) FROM number
ON CONFLICT ON CONSTRAINT uq_incidents_declare_dedup_key DO NOTHING
RETURNING key
`;

/** Incidents that people declare. */
export class DeclarationsRepository {
  constructor(
    private readonly pool: Pool,
    private readonly handbooks: HandbookReader,
    private readonly clock: Clock,
  ) {}

  /** Committed when this returns. The same `dedupKey` of the same person answers the incident of the first time. */
  async insert(request: DeclareRequest): Promise<{ readonly incidentKey: string; readonly created: boolean }> {
    const current = await this.handbooks.current();
    if (current === null) throw new DomainFailure({ code: 'UNAVAILABLE', detail: 'no handbook has been applied yet' });
    const { handbook, versionId } = current;
    if (!Object.hasOwn(handbook.services, request.service)) {
      const detail = `the handbook has no service ${request.service.slice(0, 40)}`;
      throw new DomainFailure({ code: 'UNKNOWN_SERVICE', field: 'service', detail });
    }
    const dedupKey = `${request.by.person}/${request.dedupKey}`;
    const { rows } = await this.pool.query<{ key: string }>(INSERT, [
      storableText(request.title),
      request.service,
      request.severity,
      handbook.severities[request.severity].urgency,
      request.restricted ? 'RESTRICTED' : 'INTERNAL',
      request.test,
      versionId,
      request.by.person,
      dedupKey,
      this.clock.now(),
    ]);
    const created = rows[0];
    if (created !== undefined) return { incidentKey: created.key, created: true };
    const known = await this.pool.query<{ key: string }>('SELECT key FROM incidents WHERE declare_dedup_key = $1', [dedupKey]);
    const row = known.rows[0];
    if (row === undefined) throw new DomainFailure({ code: 'CONFLICT', detail: 'the declaration was taken and then vanished' });
    return { incidentKey: row.key, created: false };
  }
}
