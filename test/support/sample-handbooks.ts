import type { Pool } from 'pg';
import type { Handbook } from '../../domain/handbook/handbook.model.js';
import type { DatedVersion } from '../../domain/handbook/versions-in-time.js';
import type { HandbookTimes } from '../../services/handbook/handbook-reader.port.js';

/** A handbook in memory that a story can change; its row exists, since incidents refer to it. */
export class SampleHandbooks implements HandbookTimes {
  private versionId = 0;
  /** Those that ran before, as they were last. */
  private readonly earlier = new Map<number, Handbook>();

  constructor(public handbook: Handbook) {}

  async apply(pool: Pool): Promise<void> {
    const { rows } = await pool.query<{ id: number }>(
      `INSERT INTO handbook_versions (digest, handbook_id, author_version, source, compiled, applied_by, applied_at)
       VALUES (md5(random()::text), $1, $2, '', $3, 'story', to_timestamp(0)) RETURNING id`,
      [this.handbook.id, this.handbook.version, JSON.stringify(this.handbook)],
    );
    this.versionId = rows[0]?.id ?? 0;
  }

  /** Another version runs from here. */
  async runs(pool: Pool, handbook: Handbook): Promise<number> {
    this.earlier.set(this.versionId, this.handbook);
    this.handbook = handbook;
    await this.apply(pool);
    return this.versionId;
  }

  async current(): Promise<{ readonly versionId: number; readonly handbook: Handbook }> {
    return { versionId: this.versionId, handbook: this.handbook };
  }

  async versionsKnownAt(): Promise<readonly DatedVersion[]> {
    return [{ versionId: this.versionId, effectiveAt: 0 }];
  }

  async byVersion(versionId: number): Promise<Handbook> {
    return this.earlier.get(versionId) ?? this.handbook;
  }
}
