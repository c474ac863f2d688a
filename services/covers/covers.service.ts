import type { Pool, PoolClient } from 'pg';
import type { Cover } from '../../domain/covers/cover.model.js';
import { endCover } from '../../domain/covers/end-cover.js';
import { DomainFailure } from '../../domain/error.js';
import type { Handbook } from '../../domain/handbook/handbook.model.js';
import type { Instant } from '../../domain/instant.js';
import { type CoverWarning, coverWarnings } from '../../domain/oncall/cover-warnings.js';
import { REACH_MS } from '../../domain/oncall/known-roster.js';
import { takeShift } from '../../domain/oncall/take-shift.js';
import type { ZoneRules } from '../../domain/oncall/zone-rules.js';
import type { AuditLogService } from '../audit/audit-log.service.js';
import type { Clock } from '../config/clock.js';
import type { HandbookReader } from '../handbook/handbook-reader.port.js';
import { inTransaction } from '../persistence/transaction.js';
import type { CoverQuery, CoversRepository } from './covers.repository.js';

const MOST = 100;

export interface CoversParts {
  readonly pool: Pool;
  readonly covers: CoversRepository;
  readonly handbooks: HandbookReader;
  readonly audit: Pick<AuditLogService, 'append'>;
  readonly zones: ZoneRules;
  readonly clock: Clock;
}

export interface ShiftTaking {
  readonly schedule: string;
  /** null: to the end of the present shift. */
  readonly until: Instant | null;
  readonly reason: string | null;
}

/** A cover that holds, and what speaks against it. */
export interface TakenShift {
  readonly cover: Cover;
  readonly warnings: readonly CoverWarning[];
}

/** Who acts, and as what the token lets them. */
export interface CoverActor {
  readonly person: string;
  readonly role: string;
}

/** Taking a shift now, and giving a cover back: at once, in one transaction with its line in the audit log. Guide: G1.1 */
export class CoversService {
  constructor(private readonly parts: CoversParts) {}

  /** The newest first, at most a hundred. */
  list(query: CoverQuery): Promise<readonly Cover[]> {
    return this.parts.covers.list({ ...query, limit: Math.max(1, Math.min(MOST, query.limit)) });
  }

  /**
   * `person` is on call from now on; who was is told. An incident that somebody holds stays theirs; the next step pages the taker.
   * Throws `NOT_FOUND`, `UNKNOWN_PERSON`, `INVALID_INPUT`, and `CONFLICT` for what somebody else covers or the taker has already.
   */
  async take(person: string, { schedule, until, reason }: ShiftTaking): Promise<TakenShift> {
    const handbook = await this.handbook();
    const at = this.parts.clock.now();
    return await inTransaction(this.parts.pool, async (client) => {
      const covers = await this.parts.covers.heldFor(client, schedule, { from: at - REACH_MS, to: at + REACH_MS });
      const known = { handbook, covers, zones: this.parts.zones };
      const taken = takeShift(known, { schedule, person, until, reason, at });
      if (!taken.ok) throw new DomainFailure(taken.error);
      const cover = await this.parts.covers.add(client, taken.value);
      await this.note(client, 'cover.take', cover);
      return { cover, warnings: coverWarnings(known, cover) };
    });
  }

  /** Gives back what is left of a cover; `ALREADY`: it had been. Throws `NOT_FOUND`, `FORBIDDEN`, and `CONFLICT` once it is over. */
  async end(by: CoverActor, id: string): Promise<{ readonly cover: Cover; readonly outcome: 'APPLIED' | 'ALREADY' }> {
    const ended = endCover(await this.find(id), by, this.parts.clock.now());
    if (!ended.ok) throw new DomainFailure(ended.error);
    const isApplied = await inTransaction(this.parts.pool, async (client) => {
      if (ended.value.endedBy === null || !(await this.parts.covers.end(client, ended.value))) return false;
      await this.note(client, 'cover.end', ended.value);
      return true;
    });
    return { cover: await this.find(id), outcome: isApplied ? 'APPLIED' : 'ALREADY' };
  }

  private async find(id: string): Promise<Cover> {
    const cover = await this.parts.covers.find(id);
    if (cover === null) throw new DomainFailure({ code: 'NOT_FOUND', field: 'id', detail: `there is no cover ${id.slice(0, 40)}` });
    return cover;
  }

  private note(client: PoolClient, action: string, { id, schedule, person, from, to, relieves, endedBy }: Cover): Promise<void> {
    const detail = { schedule, person, relieves, from: iso(from), to: iso(to) };
    return this.parts.audit.append(client, { actor: endedBy ?? person, action, subject: id, detail });
  }

  private async handbook(): Promise<Handbook> {
    const current = await this.parts.handbooks.current();
    if (current === null) throw new DomainFailure({ code: 'UNAVAILABLE', detail: 'no handbook has been applied yet' });
    return current.handbook;
  }
}

const iso = (at: Instant): string => new Date(at).toISOString();
