import type { Pool, PoolClient } from 'pg';
import { DomainFailure } from '../../domain/error.js';
import type { Instant } from '../../domain/instant.js';
import type { ApplicationRecord } from './application-record.js';
import { exclusively } from './handbook.repository.js';

/** An application as it is kept. */
export interface ApplicationRow {
  /** Counts them in the order in which they were made. */
  readonly number: number;
  readonly versionId: number;
  /** What it replaces, as was known when it was applied. */
  readonly previousVersionId: number | null;
  readonly authorVersion: string;
  readonly by: string;
  readonly at: Instant;
  readonly effectiveAt: Instant;
  readonly reason: string;
  readonly diff: readonly string[];
  readonly planDigest: string | null;
  readonly withdrawnAt: Instant | null;
  readonly withdrawnBy: string | null;
  readonly withdrawnReason: string | null;
}

/** Somebody takes a version back that is to take effect. */
export interface Withdrawal {
  readonly versionId: number;
  readonly by: string;
  readonly at: Instant;
  readonly reason: string;
}

const ms = (column: string): string => `round(extract(epoch from ${column}) * 1000)::float8`;

/** $1 before this number or null, $2 at most. Newest first. */
const READ = `
  SELECT a.number, a.version_id AS "versionId", a.previous_version_id AS "previousVersionId", a.applied_by AS by, ${ms('a.applied_at')} AS at,
    ${ms('coalesce(a.effective_at, a.applied_at)')} AS "effectiveAt", a.reason, a.diff, a.plan_digest AS "planDigest",
    v.author_version AS "authorVersion", ${ms('w.withdrawn_at')} AS "withdrawnAt", w.withdrawn_by AS "withdrawnBy", w.reason AS "withdrawnReason"
  FROM handbook_applications a
    JOIN handbook_versions v ON v.id = a.version_id
    LEFT JOIN handbook_withdrawals w ON w.number = a.number
  WHERE $1::int IS NULL OR a.number < $1 ORDER BY a.number DESC LIMIT $2`;

const WITHDRAW = `
  INSERT INTO handbook_withdrawals (number, withdrawn_by, withdrawn_at, reason)
  SELECT number, $2, to_timestamp($3::double precision / 1000), $4 FROM unnest($1::int[]) AS number`;

/** Who made which version run from when on, and who took it back. */
export class ApplicationsRepository {
  constructor(private readonly pool: Pool) {}

  async list(before: number | null, limit: number): Promise<readonly ApplicationRow[]> {
    return (await this.pool.query<ApplicationRow>(READ, [before, limit])).rows;
  }

  /**
   * Takes every application of the version back that has not taken effect; answers when they were to. `also` writes in the same
   * transaction. Throws `NOT_FOUND` for a version that nobody applied, `CONFLICT` for one of which nothing is to take effect.
   */
  async withdraw(
    { versionId, by, at, reason }: Withdrawal,
    also: (client: PoolClient, effectiveAt: readonly Instant[]) => Promise<void>,
  ): Promise<readonly Instant[]> {
    return await exclusively(this.pool, async (client, record) => {
      const now = Math.max(at, record.writtenAt);
      const scheduled = record.entries.filter(
        (entry) => entry.versionId === versionId && entry.withdrawnAt === null && entry.effectiveAt > now,
      );
      if (scheduled.length === 0) throw notScheduled(record, versionId);
      const numbers = scheduled.map(({ number }) => number);
      await client.query(WITHDRAW, [numbers, by, now, reason]);
      const effectiveAt = scheduled.map((entry) => entry.effectiveAt);
      await also(client, effectiveAt);
      return effectiveAt;
    });
  }
}

function notScheduled({ entries }: ApplicationRecord, versionId: number): DomainFailure {
  const last = entries.findLast((entry) => entry.versionId === versionId);
  if (last === undefined)
    return new DomainFailure({ code: 'NOT_FOUND', field: 'versionId', detail: `there is no handbook version ${versionId}` });
  const why = last.withdrawnAt === null ? `it took effect at ${iso(last.effectiveAt)}` : `it was withdrawn at ${iso(last.withdrawnAt)}`;
  return new DomainFailure({
    code: 'CONFLICT',
    field: 'versionId',
    detail: `version ${versionId} is not scheduled: ${why}`,
    hint: 'a version that runs is replaced by another one: plan a file or an older version, and apply it',
  });
}

const iso = (at: Instant): string => new Date(at).toISOString();
