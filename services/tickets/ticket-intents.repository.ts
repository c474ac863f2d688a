import type { Pool } from 'pg';
import type { Ticket, TicketDelay, TicketOutcome, TicketRequest, TicketTracker } from '../../activities/ports/ticket-tracker.port.js';
import type { Instant } from '../../domain/instant.js';
import { ASK, ENDED, FILED, IS_RESTRICTED, STANDING, TAKE } from './ticket-intents.sql.js';

/** The right to one attempt at one key, while the lease lasts. */
export interface Attempt {
  readonly key: string;
  readonly lease: string;
  /** When the first attempt was meant, by the database's clock. */
  readonly intendedAt: Instant;
  /** Ms since the tracker was asked to create, where it is not known what came of it; else null. */
  readonly askedAgoMs: number | null;
}

export type Taken =
  | { readonly status: 'TAKEN'; readonly attempt: Attempt }
  | { readonly status: 'FILED'; readonly ticket: Ticket }
  | { readonly status: 'HELD'; readonly restMs: number };

interface Standing {
  readonly status: string;
  readonly id: string | null;
  readonly url: string | null;
  readonly rest: number;
}

/** The table `tickets`: one row per key, its intent before anything is asked, its receipt for good. */
export class TicketIntentsRepository {
  constructor(private readonly pool: Pool) {}

  async isRestricted(incidentKey: string): Promise<boolean> {
    return (await this.pool.query(IS_RESTRICTED, [incidentKey])).rowCount !== 0;
  }

  /** At most one attempt at a key at a time, over all workers. */
  async take(
    request: TicketRequest,
    by: { readonly tracker: TicketTracker['kind']; readonly lease: string; readonly leaseMs: number },
  ): Promise<Taken> {
    const { key, incidentKey, followUp, requestedAt } = request;
    const { rows } = await this.pool.query<{ intended_at: number; asked_ago: number | null }>(TAKE, [
      key,
      incidentKey,
      followUp,
      by.tracker,
      requestedAt,
      by.lease,
      by.leaseMs,
    ]);
    const [row] = rows;
    if (row !== undefined)
      return { status: 'TAKEN', attempt: { key, lease: by.lease, intendedAt: Math.floor(row.intended_at), askedAgoMs: row.asked_ago } };
    return await this.standing(key);
  }

  /** Notes that the tracker is asked now. False: the lease is over, and nobody may ask under it. */
  async ask({ key, lease }: Attempt): Promise<boolean> {
    return (await this.pool.query(ASK, [key, lease])).rowCount === 1;
  }

  /** The receipt. Where another attempt's receipt came first, that one stays and is answered. */
  async filed(key: string, ticket: Ticket): Promise<Ticket> {
    const { rowCount } = await this.pool.query(FILED, [key, ticket.id, ticket.url]);
    if (rowCount === 1) return ticket;
    const standing = await this.standing(key);
    return standing.status === 'FILED' ? standing.ticket : ticket;
  }

  /** Gives the key back for the next attempt, with the reason why this one came to nothing. */
  async ended(
    { key, lease }: Attempt,
    why: TicketDelay | Extract<TicketOutcome, { readonly status: 'REFUSED' }>,
    left: 'UNKNOWN' | 'NOTHING',
  ): Promise<void> {
    const status = why.status === 'REFUSED' ? 'REFUSED' : 'INTENDED';
    await this.pool.query(ENDED, [key, lease, status, why.code, left, why.reason]);
  }

  private async standing(key: string): Promise<Exclude<Taken, { readonly status: 'TAKEN' }>> {
    const { rows } = await this.pool.query<Standing>(STANDING, [key]);
    const [row] = rows;
    if (row?.status === 'FILED' && row.id !== null && row.url !== null) return { status: 'FILED', ticket: { id: row.id, url: row.url } };
    return { status: 'HELD', restMs: row?.rest ?? 0 };
  }
}
