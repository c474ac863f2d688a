import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import type { Handbook } from '../../domain/handbook/handbook.model.js';
import { DAY_MS } from '../../domain/instant.js';
import { type Finding, findUnready, pagedPeople } from '../../domain/oncall/readiness.js';
import { readinessWords } from '../../domain/oncall/readiness-words.js';
import { printPath } from '../../domain/oncall/rule-path.js';
import type { ZoneRules } from '../../domain/oncall/zone-rules.js';
import { systemClock } from '../config/clock.js';
import { DirectoryService } from '../incidents/directory.service.js';
import { Database } from '../persistence/database.js';
import { poolOf } from '../persistence/sql.js';
import { ZONE_RULES } from './on-call.service.js';

const AHEAD_MS = 28 * DAY_MS;

export interface FindingView {
  readonly kind: Finding['kind'];
  readonly entry: string;
  readonly problem: string;
  readonly fix: string;
  readonly from: number | null;
  readonly to: number | null;
  readonly times: number | null;
}

/** A test incident's holder is the person who acknowledged its page. */
const VERIFIED = `SELECT DISTINCT holder FROM incidents WHERE test AND acknowledged_at IS NOT NULL AND holder = ANY ($1)`;

/** What is not ready for the nights ahead, by the handbook as it runs and by what its people have answered. Guide: G1.1 */
@Injectable()
export class ReadinessService {
  private readonly pool: Pool;

  constructor(
    private readonly directory: DirectoryService,
    @Inject(ZONE_RULES) private readonly zones: ZoneRules,
    @Inject(Database) database: Database,
  ) {
    this.pool = poolOf(database);
  }

  /** For the next four weeks; empty before the first handbook is applied. */
  async findings(): Promise<readonly FindingView[]> {
    const handbook = (await this.directory.current())?.handbook;
    if (handbook === undefined) return [];
    const now = systemClock.now();
    const found = [...findUnready(handbook, { from: now, to: now + AHEAD_MS }, this.zones), ...(await this.unverified(handbook))];
    return found.map((finding) => ({
      kind: finding.kind,
      entry: printPath(finding.path),
      ...readinessWords(finding, handbook.timezone, this.zones),
      from: finding.span?.from ?? null,
      to: finding.span?.to ?? null,
      times: finding.times ?? null,
    }));
  }

  private async unverified(handbook: Handbook): Promise<readonly Finding[]> {
    const people = [...pagedPeople(handbook)];
    const { rows } = await this.pool.query<{ holder: string }>(VERIFIED, [people]);
    const verified = new Set(rows.map(({ holder }) => holder));
    return people.filter((person) => !verified.has(person)).map((person) => ({ kind: 'NEVER_VERIFIED', path: ['people', person], person }));
  }
}
