import type { Handbook } from '../../domain/handbook/handbook.model.js';

/** The handbook as it runs, and as it was. */
export interface HandbookReader {
  /** null: none has been applied yet. Answered from memory while the database is silent. */
  current(): Promise<{ readonly versionId: number; readonly handbook: Handbook } | null>;
  byVersion(versionId: number): Promise<Handbook>;
}
