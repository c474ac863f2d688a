import { Inject, Injectable } from '@nestjs/common';
import type { Pool, PoolClient } from 'pg';
import type { Instant } from '../../domain/instant.js';
import type { MintedSecret } from '../config/token-secret.js';
import { Database } from '../persistence/database.js';
import { poolOf } from '../persistence/sql.js';
import type { CalendarFeed, FeedMaker, FeedSubject } from './calendar-feed.model.js';

/** A row of `calendar_feeds`, with what proves its secret. */
export interface FeedRecord {
  readonly feed: CalendarFeed;
  readonly digest: Buffer;
}

interface Row {
  readonly id: string;
  readonly secret_sha256: Buffer;
  readonly person: string | null;
  readonly schedule: string | null;
  readonly created_by: string;
  readonly created_at: Date;
  readonly rotated_at: Date | null;
  readonly revoked_at: Date | null;
  readonly last_read_at: Date | null;
}

@Injectable()
export class CalendarFeedsRepository {
  private readonly pool: Pool;

  constructor(@Inject(Database) database: Database) {
    this.pool = poolOf(database);
  }

  async find(id: string): Promise<FeedRecord | undefined> {
    const { rows } = await this.pool.query<Row>('SELECT * FROM calendar_feeds WHERE id = $1', [id]);
    return rows[0] === undefined ? undefined : { feed: feedOf(rows[0]), digest: rows[0].secret_sha256 };
  }

  /** Newest first, at most 500; `by` null: everybody's. */
  async list(by: FeedMaker | null): Promise<readonly CalendarFeed[]> {
    const { rows } = await this.pool.query<Row>(
      `SELECT * FROM calendar_feeds WHERE $1::text IS NULL OR created_by = $1 OR person = $2 ORDER BY created_at DESC, id LIMIT 500`,
      [by?.name ?? null, by?.person ?? null],
    );
    return rows.map(feedOf);
  }

  /** How many of those that `createdBy` made can be read. */
  async countLive(client: PoolClient, createdBy: string): Promise<number> {
    const sql = 'SELECT count(*)::int AS live FROM calendar_feeds WHERE created_by = $1 AND revoked_at IS NULL';
    return (await client.query<{ live: number }>(sql, [createdBy])).rows[0]?.live ?? 0;
  }

  async insert(client: PoolClient, minted: MintedSecret, subject: FeedSubject, made: { by: string; at: Instant }): Promise<void> {
    const person = 'person' in subject ? subject.person : null;
    const schedule = 'schedule' in subject ? subject.schedule : null;
    await client.query(
      `INSERT INTO calendar_feeds (id, secret_sha256, person, schedule, created_by, created_at)
       VALUES ($1, $2, $3, $4, $5, to_timestamp($6 / 1000.0))`,
      [minted.id, minted.digest, person, schedule, made.by, made.at],
    );
  }

  /** Whether there was one that is not revoked. Its old secret opens nothing from then on. */
  async rotate(client: PoolClient, { id, digest }: MintedSecret, at: Instant): Promise<boolean> {
    const sql = `UPDATE calendar_feeds SET secret_sha256 = $2, rotated_at = to_timestamp($3 / 1000.0) WHERE id = $1 AND revoked_at IS NULL`;
    return (await client.query(sql, [id, digest, at])).rowCount === 1;
  }

  /** Revoking again keeps the first time. */
  async revoke(client: PoolClient, id: string, at: Instant): Promise<void> {
    await client.query('UPDATE calendar_feeds SET revoked_at = coalesce(revoked_at, to_timestamp($2 / 1000.0)) WHERE id = $1', [id, at]);
  }

  async noteReading(id: string, at: Instant): Promise<void> {
    await this.pool.query('UPDATE calendar_feeds SET last_read_at = to_timestamp($2 / 1000.0) WHERE id = $1', [id, at]);
  }
}

function feedOf(row: Row): CalendarFeed {
  return {
    id: row.id,
    subject: row.person === null ? { schedule: row.schedule ?? '' } : { person: row.person },
    createdBy: row.created_by,
    createdAt: row.created_at.getTime(),
    rotatedAt: row.rotated_at?.getTime() ?? null,
    revokedAt: row.revoked_at?.getTime() ?? null,
    lastReadAt: row.last_read_at?.getTime() ?? null,
  };
}
