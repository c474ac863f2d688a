import type { Cover } from '../../domain/covers/cover.model.js';
import type { Handbook } from '../../domain/handbook/handbook.model.js';
import type { Instant } from '../../domain/instant.js';
import type { Span } from '../../domain/oncall/holder.js';
import { REACH_MS } from '../../domain/oncall/known-roster.js';
import { withCovers } from '../../domain/oncall/with-covers.js';
import type { Clock } from '../config/clock.js';
import { inTime } from '../config/in-time.js';
import type { HandbookReader, RunningHandbook } from '../handbook/handbook-reader.port.js';
import type { CoversRepository } from './covers.repository.js';

/** Nobody who is to be paged waits for longer to learn who covers. [I14] */
const WITHIN_MS = 1_000;

export interface RosterParts {
  readonly handbooks: HandbookReader;
  readonly covers: Pick<CoversRepository, 'around'>;
  readonly clock: Clock;
  readonly warn: (message: string, detail: object) => void;
}

/**
 * The handbook as it runs, with the covers that people agreed on: whoever looks up who is on call reads it from here. While the database
 * is silent the covers last known hold, and nothing waits for it. Guide: G1.1
 */
export class RosterService implements HandbookReader {
  /** Around now, as `current` last saw them. */
  private known: readonly Cover[] = [];

  constructor(private readonly parts: RosterParts) {}

  /** null: no handbook has been applied yet. With the covers three months around now. */
  async current(): Promise<RunningHandbook | null> {
    const now = this.parts.clock.now();
    const asking = this.coversAround({ from: now, to: now }).then((covers) => {
      this.known = covers;
      return covers;
    });
    const [current, covers] = await Promise.all([this.parts.handbooks.current(), this.inTime(asking)]);
    return current === null ? null : { ...current, handbook: withCovers(current.handbook, covers) };
  }

  byVersion(versionId: number): Promise<Handbook> {
    return this.parts.handbooks.byVersion(versionId);
  }

  /** `handbook` with the covers around an instant or a span. */
  async covered(handbook: Handbook, around: Instant | Span): Promise<Handbook> {
    const span = typeof around === 'number' ? { from: around, to: around } : around;
    return withCovers(handbook, await this.coversWithin(span));
  }

  /** The covers around an instant or a span, those that were given back too; the ones last known where the database is silent. */
  async coversWithin(span: Span): Promise<readonly Cover[]> {
    return await this.inTime(this.coversAround(span));
  }

  private coversAround({ from, to }: Span): Promise<readonly Cover[]> {
    return this.parts.covers.around({ from: from - REACH_MS, to: to + REACH_MS });
  }

  private async inTime(asking: Promise<readonly Cover[]>): Promise<readonly Cover[]> {
    const safe = asking.catch((error: unknown) => {
      this.parts.warn('who covers could not be looked up; the covers last known hold', { why: String(error) });
      return this.known;
    });
    return await inTime(safe, WITHIN_MS, () => this.known);
  }
}
