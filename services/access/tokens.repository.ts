import { Injectable } from '@nestjs/common';
import type { Pool, PoolClient } from 'pg';
import type { Instant } from '../../domain/instant.js';
import type { MintedSecret } from '../config/token-secret.js';
import { Database } from '../persistence/database.js';
import { poolOf } from '../persistence/sql.js';
import { type Permission, permissionsOf, type Role, type TokenRequest, type TokenView } from './access.model.js';

/** A row of `api_tokens`, as far as it decides who asks. */
export interface TokenRecord {
  readonly view: TokenView;
  readonly digest: Buffer;
}

interface TokenRow {
  readonly id: string;
  readonly secret_sha256: Buffer;
  readonly name: string;
  readonly person: string | null;
  readonly tool: string | null;
  readonly role: Role;
  readonly permissions: readonly Permission[] | null;
  readonly created_by: string;
  readonly created_at: Date;
  readonly expires_at: Date | null;
  readonly revoked_at: Date | null;
  readonly last_used_at: Date | null;
}

@Injectable()
export class TokensRepository {
  private readonly pool: Pool;
  constructor(dataSource: Database) {
    this.pool = poolOf(dataSource);
  }

  async find(id: string): Promise<TokenRecord | undefined> {
    const { rows } = await this.pool.query<TokenRow>('SELECT * FROM api_tokens WHERE id = $1', [id]);
    return rows[0] === undefined ? undefined : recordOf(rows[0]);
  }

  /** Newest first; `person` null: everybody's. At most 500. */
  async list(person: string | null): Promise<readonly TokenView[]> {
    const { rows } = await this.pool.query<TokenRow>(
      'SELECT * FROM api_tokens WHERE $1::text IS NULL OR person = $1 ORDER BY created_at DESC, id LIMIT 500',
      [person],
    );
    return rows.map((row) => recordOf(row).view);
  }

  async insert(client: PoolClient, minted: MintedSecret, request: TokenRequest, made: { by: string; at: Instant }): Promise<void> {
    const { owner } = request;
    await client.query(
      `INSERT INTO api_tokens (id, secret_sha256, name, person, tool, role, permissions, created_by, created_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, to_timestamp($9 / 1000.0), to_timestamp($10 / 1000.0))`,
      [
        minted.id,
        minted.digest,
        request.name,
        'person' in owner ? owner.person : null,
        'tool' in owner ? owner.tool : null,
        request.role,
        request.permissions ?? null,
        made.by,
        made.at,
        request.expiresAt,
      ],
    );
  }

  /** Whether there was one to revoke. */
  async revoke(client: PoolClient, id: string, at: Instant): Promise<boolean> {
    const { rowCount } = await client.query(
      'UPDATE api_tokens SET revoked_at = to_timestamp($2 / 1000.0) WHERE id = $1 AND revoked_at IS NULL',
      [id, at],
    );
    return rowCount === 1;
  }

  async touch(id: string, at: Instant): Promise<void> {
    await this.pool.query('UPDATE api_tokens SET last_used_at = to_timestamp($2 / 1000.0) WHERE id = $1', [id, at]);
  }
}

function recordOf(row: TokenRow): TokenRecord {
  const view: TokenView = {
    id: row.id,
    name: row.name,
    person: row.person,
    tool: row.tool,
    role: row.role,
    permissions: permissionsOf(row.role, row.permissions),
    createdBy: row.created_by,
    createdAt: row.created_at.getTime(),
    expiresAt: row.expires_at?.getTime() ?? null,
    revokedAt: row.revoked_at?.getTime() ?? null,
    lastUsedAt: row.last_used_at?.getTime() ?? null,
  };
  return { view, digest: row.secret_sha256 };
}
