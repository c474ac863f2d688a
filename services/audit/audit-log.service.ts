import { Injectable } from '@nestjs/common';
import type { Pool, PoolClient } from 'pg';
import { systemClock } from '../config/clock.js';
import { Database } from '../persistence/database.js';
import { poolOf } from '../persistence/sql.js';
import { inTransaction } from '../persistence/transaction.js';
import { type AuditEntry, auditHash, walkAuditLog } from './audit-log-chain.js';

/** The result of walking the chain: `brokenAt` is the number of the first row that was changed, removed or reordered. */
export type AuditVerdict = { readonly intact: true; readonly rows: number } | { readonly intact: false; readonly brokenAt: number };

@Injectable()
export class AuditLogService {
  private readonly pool: Pool;
  constructor(dataSource: Database) {
    this.pool = poolOf(dataSource);
  }

  /** Runs `change` and records it in one transaction: neither is ever there without the other. */
  async recorded<T>(entry: AuditEntry, change: (client: PoolClient) => Promise<T>): Promise<T> {
    return inTransaction(this.pool, async (client) => {
      const result = await change(client);
      await this.append(client, entry);
      return result;
    });
  }

  /** Adds a row within the caller's transaction; writers take turns until they commit. */
  async append(client: PoolClient, entry: AuditEntry): Promise<void> {
    await client.query(`SELECT pg_advisory_xact_lock(hashtext('tocsin:audit_log'))`);
    const last = await client.query<{ number: string; hash: string }>('SELECT number, hash FROM audit_log ORDER BY number DESC LIMIT 1');
    const number = Number(last.rows[0]?.number ?? 0) + 1;
    const previous = last.rows[0]?.hash ?? '';
    const at = systemClock.now();
    const hash = auditHash(previous, { ...entry, detail: entry.detail ?? {}, number, at });
    await client.query(
      `INSERT INTO audit_log (number, at, actor, action, subject, detail, previous_hash, hash)
       VALUES ($1, to_timestamp($2 / 1000.0), $3, $4, $5, $6, $7, $8)`,
      [number, at, entry.actor, entry.action, entry.subject, JSON.stringify(entry.detail ?? {}), previous, hash],
    );
  }

  /** Reads the whole chain; a tail that was cut since the last seal cannot be seen here. */
  async verify(): Promise<AuditVerdict> {
    const { rows, broken } = await walkAuditLog(this.pool);
    return broken === null ? { intact: true, rows } : { intact: false, brokenAt: broken.number };
  }
}
