import type { Handbook } from '../../domain/handbook/handbook.model.js';
import type { DatedVersion } from '../../domain/handbook/versions-in-time.js';
import type { Instant } from '../../domain/instant.js';

export interface RunningHandbook {
  readonly versionId: number;
  readonly handbook: Handbook;
  /** When it took effect; absent: it is the first one. */
  readonly since?: Instant;
}

/** The handbook as it runs, and as it was. */
export interface HandbookReader {
  /** The version in force now; null: none has been applied yet. Answered from memory while the database is silent. */
  current(): Promise<RunningHandbook | null>;
  byVersion(versionId: number): Promise<Handbook>;
}

/** The handbook's versions in time. */
export interface HandbookTimes extends HandbookReader {
  /** Which version runs from when on, as known at `asKnownAt`; null: as known now. See `versionsKnownAt` of the domain. */
  versionsKnownAt(asKnownAt: Instant | null): Promise<readonly DatedVersion[]>;
}
