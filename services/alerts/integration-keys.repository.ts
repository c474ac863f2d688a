import type { Pool, PoolClient } from 'pg';
import type { Instant } from '../../domain/instant.js';
import type { IntegrationKey, IntegrationKind } from './integration-key.model.js';

interface Row {
  readonly id: string;
  readonly integration_id: string;
  readonly name: string;
  readonly kind: IntegrationKind;
  readonly key_prefix: string;
  readonly key_hash: Buffer;
  readonly created_by: string;
  readonly created_at: Date;
  readonly revoked_at: Date | null;
  readonly last_used_at: Date | null;
  readonly revoked_used_at: Date | null;
}

export interface StoredKey {
  readonly key: IntegrationKey;
  readonly hash: Buffer;
}

export class IntegrationKeysRepository {
  constructor(private readonly pool: Pool) {}

  async all(): Promise<readonly StoredKey[]> {
    const { rows } = await this.pool.query<Row>('SELECT * FROM integration_keys ORDER BY created_at, id');
    return rows.map((row) => ({ key: keyOf(row), hash: row.key_hash }));
  }

  async insert(client: PoolClient, { key, hash }: StoredKey): Promise<void> {
    await client.query(
      `INSERT INTO integration_keys (id, integration_id, name, kind, key_prefix, key_hash, created_by, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [key.id, key.integrationId, key.name, key.kind, key.prefix, hash, key.createdBy, new Date(key.createdAt)],
    );
  }

  /** False: there is no such key. Revoking again keeps the first time. */
  async revoke(client: PoolClient, id: string, at: Instant): Promise<boolean> {
    const { rowCount } = await client.query('UPDATE integration_keys SET revoked_at = COALESCE(revoked_at, $2) WHERE id = $1', [
      id,
      new Date(at),
    ]);
    return rowCount === 1;
  }

  async noteUse(ids: readonly string[], at: Instant): Promise<void> {
    await this.pool.query(
      `UPDATE integration_keys SET
         last_used_at = CASE WHEN revoked_at IS NULL THEN $2 ELSE last_used_at END,
         revoked_used_at = CASE WHEN revoked_at IS NULL THEN revoked_used_at ELSE $2 END
       WHERE id = ANY($1)`,
      [ids, new Date(at)],
    );
  }
}

const instant = (date: Date | null): Instant | null => (date === null ? null : date.getTime());

function keyOf(row: Row): IntegrationKey {
  return {
    id: row.id,
    integrationId: row.integration_id,
    name: row.name,
    kind: row.kind,
    prefix: row.key_prefix,
    createdBy: row.created_by,
    createdAt: row.created_at.getTime(),
    revokedAt: instant(row.revoked_at),
    lastUsedAt: instant(row.last_used_at),
    revokedUsedAt: instant(row.revoked_used_at),
  };
}
