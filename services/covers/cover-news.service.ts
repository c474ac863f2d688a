import type { Pool } from 'pg';
import type { NoticeDeskPort } from '../../activities/ports/notice-desk.port.js';
import type { Cover } from '../../domain/covers/cover.model.js';
import { type CoverNotice, concernedBy, coverNotice } from '../../domain/covers/cover-text.js';
import type { Handbook } from '../../domain/handbook/handbook.model.js';
import { HOUR_MS } from '../../domain/instant.js';
import type { ZoneRules } from '../../domain/oncall/zone-rules.js';
import type { Clock } from '../config/clock.js';
import type { HandbookReader } from '../handbook/handbook-reader.port.js';
import { withLock } from '../persistence/advisory-lock.js';
import type { CoversRepository } from './covers.repository.js';

/** News of before helps nobody. */
const FRESH_MS = 4 * HOUR_MS;

const SETTLED = `SELECT key FROM notices WHERE key = ANY ($1) AND status <> 'INTENDED'`;

export interface CoverNewsParts {
  readonly pool: Pool;
  readonly covers: Pick<CoversRepository, 'changedSince'>;
  readonly handbooks: HandbookReader;
  readonly notices: NoticeDeskPort;
  readonly zones: ZoneRules;
  readonly clock: Clock;
}

interface Told extends CoverNotice {
  readonly person: string;
}

/**
 * Tells people of shifts that were taken and covers that were given back. The covers themselves say what there is to tell, so that nothing
 * is forgotten when a process dies; whoever was told is not told again. One process at a time. Guide: G1.1
 */
export class CoverNewsService {
  constructor(private readonly parts: CoverNewsParts) {}

  /** Tells what is to be told now; what cannot be told yet is tried in the next pass, for four hours. */
  async pass(): Promise<void> {
    const { pool, clock } = this.parts;
    await withLock(pool, 'tocsin:cover-news', async () => {
      const covers = await this.parts.covers.changedSince(clock.now() - FRESH_MS);
      for (const news of await this.untold(covers)) await this.parts.notices.tell(news);
    });
  }

  private async untold(covers: readonly Cover[]): Promise<readonly Told[]> {
    if (covers.length === 0) return [];
    const handbook = (await this.parts.handbooks.current())?.handbook;
    if (handbook === undefined) return [];
    const all = covers.flatMap((cover) => concernedBy(cover).flatMap((person) => this.newsFor(handbook, cover, person)));
    const { rows } = await this.parts.pool.query<{ key: string }>(SETTLED, [all.map(({ key }) => key)]);
    const settled = new Set(rows.map(({ key }) => key));
    return all.filter(({ key }) => !settled.has(key));
  }

  private newsFor(handbook: Handbook, cover: Cover, person: string): readonly Told[] {
    const known = Object.hasOwn(handbook.people, person) ? handbook.people[person] : undefined;
    const news = coverNotice(cover, { person, timezone: known?.timezone ?? handbook.timezone, rules: this.parts.zones });
    return news === null ? [] : [{ ...news, person }];
  }
}
