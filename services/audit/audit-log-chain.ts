import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import { canonicalJson } from '../../domain/audit/canonical-json.js';
import type { Instant } from '../../domain/instant.js';

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

/** The first row of the audit log that was changed, removed, or hung elsewhere, with how many rows hold before it. */
export interface AuditLogWalk {
  readonly rows: number;
  readonly broken: { readonly number: number; readonly what: 'CHANGED' | 'REMOVED' | 'RELINKED' } | null;
}

const BATCH = 1_000;

/** Reads the whole chain; a tail that was cut since the last seal cannot be seen here. */
export async function walkAuditLog(pool: Pool): Promise<AuditLogWalk> {
  let previous = '';
  let expected = 1;
  for (;;) {
    const { rows } = await pool.query<AuditRow>('SELECT * FROM audit_log WHERE number >= $1 ORDER BY number LIMIT $2', [expected, BATCH]);
    for (const row of rows) {
      const what = wrongWith(row, expected, previous);
      if (what !== null) return { rows: expected - 1, broken: { number: expected, what } };
      previous = row.hash;
      expected += 1;
    }
    if (rows.length < BATCH) return { rows: expected - 1, broken: null };
  }
}

function wrongWith(row: AuditRow, number: number, previous: string): 'CHANGED' | 'REMOVED' | 'RELINKED' | null {
  if (Number(row.number) !== number) return 'REMOVED';
  if (row.previous_hash !== previous) return 'RELINKED';
  const { actor, action, subject, detail } = row;
  return row.hash === auditHash(previous, { actor, action, subject, detail, number, at: row.at.getTime() }) ? null : 'CHANGED';
}

type HashedRow = Required<AuditEntry> & { readonly number: number; readonly at: Instant };

export const auditHash = (previous: string, { number, at, actor, action, subject, detail }: HashedRow): string =>
  createHash('sha256')
    .update(previous)
    .update(canonicalJson([number, at, actor, action, subject, detail]))
    .digest('hex');
