import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Pool, PoolClient } from 'pg';
import { canonicalJson } from '../../domain/audit/canonical-json.js';
import type { Instant } from '../../domain/instant.js';
import { systemClock } from '../config/clock.js';
import { Database } from '../persistence/database.js';
import { poolOf } from '../persistence/sql.js';
import { inTransaction } from '../persistence/transaction.js';

/** One change that somebody made to what people configure. Never a secret in it. */
export interface AuditEntry {
  /** A person's id, `tool:<name>`, or `system`. */
  readonly actor: string;
  /** Verb and noun, for example `token.create`. */
  readonly action: string;
  /** What was changed, for example a token's id. */
  readonly subject: string;
  /** JSON-safe. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

interface AuditRow {
  readonly number: string;
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly previous_hash: string;
  readonly hash: string;
}

/** The result of walking the chain: `brokenAt` is the number of the first row that was changed, removed or reordered. */
export type AuditVerdict = { readonly intact: true; readonly rows: number } | { readonly intact: false; readonly brokenAt: number };

const VERIFY_BATCH = 1_000;

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
    const hash = hashOf(previous, { ...entry, detail: entry.detail ?? {}, number, at });
    await client.query(
      `INSERT INTO audit_log (number, at, actor, action, subject, detail, previous_hash, hash)
       VALUES ($1, to_timestamp($2 / 1000.0), $3, $4, $5, $6, $7, $8)`,
      [number, at, entry.actor, entry.action, entry.subject, JSON.stringify(entry.detail ?? {}), previous, hash],
    );
  }

  /** Reads the whole chain; a tail that was cut since the last seal cannot be seen here. */
  async verify(): Promise<AuditVerdict> {
    let previous = '';
    let expected = 1;
    for (;;) {
      const { rows } = await this.pool.query<AuditRow>('SELECT * FROM audit_log WHERE number >= $1 ORDER BY number LIMIT $2', [
        expected,
        VERIFY_BATCH,
      ]);
      for (const row of rows) {
        if (!continues(row, expected, previous)) return { intact: false, brokenAt: expected };
        previous = row.hash;
        expected += 1;
      }
      if (rows.length < VERIFY_BATCH) return { intact: true, rows: expected - 1 };
    }
  }
}

function continues(row: AuditRow, number: number, previous: string): boolean {
  const { actor, action, subject, detail } = row;
  const hash = hashOf(previous, { actor, action, subject, detail, number, at: row.at.getTime() });
  return Number(row.number) === number && row.previous_hash === previous && row.hash === hash;
}

type HashedRow = Required<AuditEntry> & { readonly number: number; readonly at: Instant };

const hashOf = (previous: string, { number, at, actor, action, subject, detail }: HashedRow): string =>
  createHash('sha256')
    .update(previous)
    .update(canonicalJson([number, at, actor, action, subject, detail]))
    .digest('hex');
