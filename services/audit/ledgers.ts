import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import { canonicalJson } from '../../domain/audit/canonical-json.js';
import type { Instant } from '../../domain/instant.js';
import { chainAfter } from '../persistence/event-chain.js';
import { type BrokenArchive, verifyArchive } from '../persistence/verify-archive.js';
import { walkAuditLog } from './audit-log-chain.js';

/** One link of a ledger, and where its chain stands after it. */
export interface LedgerLink {
  /** The row's number; numbers may have gaps where a ledger allows them. */
  readonly number: number;
  readonly head: string;
  /** When it was recorded, by its own word. */
  readonly at: Instant;
}

/** A chain that is no incident's: one for the whole installation. */
export interface Ledger {
  readonly name: string;
  /** The newest link; null while there is none. */
  newest(pool: Pool): Promise<LedgerLink | null>;
  /** The links after `number`, oldest first, at most `limit`: each gets its own place in a seal, so that an export can prove it alone. */
  after(pool: Pool, number: number, limit: number): Promise<readonly LedgerLink[]>;
  /** The links with these numbers. */
  links(pool: Pool, numbers: readonly number[]): Promise<readonly LedgerLink[]>;
  /** The first row that does not say what its own link says; null: all do. */
  firstBroken(pool: Pool): Promise<BrokenLink | null>;
}

export interface BrokenLink {
  readonly number: number;
  readonly what: 'CHANGED' | 'REMOVED' | 'RELINKED' | 'TAIL_CUT';
}

interface Columns {
  readonly link: string;
  readonly at: string;
}

/** A table that keeps its own links. */
const tableLedger = (name: string, { link, at }: Columns): Omit<Ledger, 'firstBroken'> => {
  const links = `SELECT number::float8 AS number, ${link} AS head, round(extract(epoch FROM ${at}) * 1000)::float8 AS at FROM ${name}`;
  return {
    name,
    newest: async (pool) => (await pool.query<LedgerLink>(`${links} ORDER BY ${name}.number DESC LIMIT 1`)).rows[0] ?? null,
    after: async (pool, number, limit) =>
      (await pool.query<LedgerLink>(`${links} WHERE ${name}.number > $1 ORDER BY ${name}.number LIMIT $2`, [number, limit])).rows,
    links: async (pool, numbers) => (await pool.query<LedgerLink>(`${links} WHERE ${name}.number = ANY($1)`, [numbers])).rows,
  };
};

/** Who configured what: the table keeps its own hashes. */
const auditLog: Ledger = {
  ...tableLedger('audit_log', { link: 'hash', at: 'at' }),
  firstBroken: async (pool) => (await walkAuditLog(pool)).broken,
};

/** Every handbook that ran: few, so that their chain is computed rather than kept. */
const handbookVersions: Ledger = {
  name: 'handbook_versions',
  newest: async (pool) => (await handbookLinks(pool)).at(-1) ?? null,
  after: async (pool, after, limit) => (await handbookLinks(pool)).filter(({ number }) => number > after).slice(0, limit),
  links: async (pool, numbers) => (await handbookLinks(pool)).filter(({ number }) => numbers.includes(number)),
  // What a version says is in its link: only the seals know another.
  firstBroken: () => Promise.resolve(null),
};

const ARCHIVE_FAULT: Readonly<Record<BrokenArchive['what'], BrokenLink['what']>> = {
  GAP: 'REMOVED',
  HISTORY: 'CHANGED',
  CHAIN: 'CHANGED',
  TAIL: 'TAIL_CUT',
};

/** Every workflow run that ended. */
const historyArchive: Ledger = {
  ...tableLedger('history_archive', { link: 'chain', at: 'archived_at' }),
  firstBroken: async (pool) => {
    const { broken } = await verifyArchive(pool);
    return broken === null ? null : { number: broken.number, what: ARCHIVE_FAULT[broken.what] };
  },
};

export const LEDGERS: readonly Ledger[] = [auditLog, handbookVersions, historyArchive];

/** One handbook version as its chain sees it. */
export interface HandbookRecord {
  readonly id: number;
  readonly digest: string;
  /** SHA-256 of the file's text. */
  readonly source: string;
  readonly appliedBy: string;
  readonly appliedAt: number;
}

/** All versions, oldest first. */
export async function handbookRecords(pool: Pool): Promise<readonly HandbookRecord[]> {
  const { rows } = await pool.query<HandbookRecord>(`
    SELECT id, digest, encode(sha256(convert_to(source, 'UTF8')), 'hex') AS source, applied_by AS "appliedBy",
      round(extract(epoch FROM applied_at) * 1000)::float8 AS "appliedAt"
    FROM handbook_versions ORDER BY id`);
  return rows;
}

async function handbookLinks(pool: Pool): Promise<readonly LedgerLink[]> {
  let head = '';
  return (await handbookRecords(pool)).map((record) => {
    head = chainAfter(head, createHash('sha256').update(canonicalJson(record)).digest('hex'));
    return { number: record.id, head, at: record.appliedAt };
  });
}
