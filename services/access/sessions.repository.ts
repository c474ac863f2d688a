import { Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import type { Instant } from '../../domain/instant.js';
import type { MintedSecret } from '../config/token-secret.js';
import { Database } from '../persistence/database.js';
import { poolOf } from '../persistence/sql.js';

export interface SessionRecord {
  readonly tokenId: string;
  readonly digest: Buffer;
  readonly expiresAt: Instant;
}

@Injectable()
export class SessionsRepository {
  private readonly pool: Pool;
  constructor(dataSource: Database) {
    this.pool = poolOf(dataSource);
  }

  async find(id: string): Promise<SessionRecord | undefined> {
    const { rows } = await this.pool.query<{ token_id: string; secret_sha256: Buffer; expires_at: Date }>(
      'SELECT token_id, secret_sha256, expires_at FROM sessions WHERE id = $1',
      [id],
    );
    const row = rows[0];
    return row === undefined ? undefined : { tokenId: row.token_id, digest: row.secret_sha256, expiresAt: row.expires_at.getTime() };
  }

  /** Opens one, and forgets those that are over. */
  async insert(minted: MintedSecret, tokenId: string, span: { readonly from: Instant; readonly to: Instant }): Promise<void> {
    await this.pool.query('DELETE FROM sessions WHERE expires_at < to_timestamp($1 / 1000.0)', [span.from]);
    await this.pool.query(
      `INSERT INTO sessions (id, secret_sha256, token_id, created_at, expires_at)
       VALUES ($1, $2, $3, to_timestamp($4 / 1000.0), to_timestamp($5 / 1000.0))`,
      [minted.id, minted.digest, tokenId, span.from, span.to],
    );
  }

  async remove(id: string): Promise<void> {
    await this.pool.query('DELETE FROM sessions WHERE id = $1', [id]);
  }
}
