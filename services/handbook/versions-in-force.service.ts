import type { Handbook } from '../../domain/handbook/handbook.model.js';
import { inForceAt } from '../../domain/handbook/versions-in-time.js';
import type { Instant } from '../../domain/instant.js';
import type { HandbookService } from './handbook.service.js';
import { type HandbookLines, handbookLines } from './handbook-lines.js';

/** A version with the lines of its text. */
export interface VersionText {
  readonly versionId: number;
  readonly handbook: Handbook;
  readonly lines: HandbookLines;
}

/** Texts kept in memory; reading one again costs some milliseconds. */
const MAX_KEPT = 8;

/** Earlier versions with their own text, and which of them ran when. */
export class VersionsInForce {
  private readonly kept = new Map<number, HandbookLines>();

  constructor(private readonly handbooks: HandbookService) {}

  /** Throws `NOT_FOUND`. */
  async version(versionId: number): Promise<VersionText> {
    const handbook = await this.handbooks.byVersion(versionId);
    const lines = this.kept.get(versionId) ?? handbookLines(await this.handbooks.sourceOf(versionId));
    const oldest = this.kept.keys().next();
    if (this.kept.size >= MAX_KEPT && !oldest.done) this.kept.delete(oldest.value);
    this.kept.set(versionId, lines);
    return { versionId, handbook, lines };
  }

  /** The version that ran at `at`, as was known then; before the first one, `otherwise`. */
  async runningAt(at: Instant, otherwise: number): Promise<VersionText> {
    return await this.version(inForceAt(await this.handbooks.versionsKnownAt(at), at)?.versionId ?? otherwise);
  }
}
