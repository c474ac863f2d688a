import type { Pool, PoolClient } from 'pg';
import { type DatedVersion, type RecordedApplication, versionsKnownAt } from '../../domain/handbook/versions-in-time.js';
import type { Instant } from '../../domain/instant.js';

/** An application, and what else tells whether a file ran before and who made it so. */
export interface RecordEntry extends RecordedApplication {
  readonly digest: string;
  /** Whether somebody had asked for a plan of it. */
  readonly isPlanned: boolean;
}

/** Every application that was made and every one that was taken back: nothing in it ever changes, it only grows. */
export interface ApplicationRecord {
  /** The same as long as nothing was added. */
  readonly revision: string;
  /** In the order in which they were made. */
  readonly entries: readonly RecordEntry[];
  /** Which version runs from when on, as known now. */
  readonly versions: readonly DatedVersion[];
  /** The last instant of the record: no clock that is behind goes back before it. */
  readonly writtenAt: Instant;
}

export const NO_RECORD: ApplicationRecord = { revision: '0/0', entries: [], versions: [], writtenAt: Number.NEGATIVE_INFINITY };

const REVISION = `
  SELECT (SELECT coalesce(max(number), 0) FROM handbook_applications) AS applied, (SELECT count(*)::int FROM handbook_withdrawals) AS withdrawn`;

const ms = (column: string): string => `round(extract(epoch from ${column}) * 1000)::float8`;

const RECORD = `
  SELECT a.number, a.version_id AS "versionId", ${ms('a.applied_at')} AS "appliedAt", ${ms('coalesce(a.effective_at, a.applied_at)')} AS "effectiveAt",
    ${ms('w.withdrawn_at')} AS "withdrawnAt", v.digest, a.plan_digest IS NOT NULL AS "isPlanned"
  FROM handbook_applications a
    JOIN handbook_versions v ON v.id = a.version_id
    LEFT JOIN handbook_withdrawals w ON w.number = a.number
  ORDER BY a.number`;

/** As the database has it now; `known` itself where nothing was added since. */
export async function readRecord(client: Pool | PoolClient, known: ApplicationRecord): Promise<ApplicationRecord> {
  const { rows } = await client.query<{ applied: number; withdrawn: number }>(REVISION);
  if (rows[0] !== undefined && revisionOf(rows[0]) === known.revision) return known;
  const entries = (await client.query<RecordEntry>(RECORD)).rows;
  const withdrawn = entries.flatMap(({ withdrawnAt }) => withdrawnAt ?? []);
  return {
    revision: revisionOf({ applied: entries.at(-1)?.number ?? 0, withdrawn: withdrawn.length }),
    entries,
    versions: versionsKnownAt(entries, null),
    writtenAt: Math.max(NO_RECORD.writtenAt, ...entries.map(({ appliedAt }) => appliedAt), ...withdrawn),
  };
}

const revisionOf = ({ applied, withdrawn }: { readonly applied: number; readonly withdrawn: number }): string => `${applied}/${withdrawn}`;
