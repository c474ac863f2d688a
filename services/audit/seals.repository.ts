import type { Pool } from 'pg';
import type { ChainHead, SealEntry } from '../../domain/audit/seal.model.js';
import type { Instant } from '../../domain/instant.js';

interface Row {
  readonly number: number;
  readonly kind: SealEntry['kind'];
  readonly at: Instant;
  readonly previous: string;
  readonly body: object;
  readonly digest: string;
}

const COLUMNS = 'number::float8 AS number, kind, round(extract(epoch FROM at) * 1000)::float8 AS at, previous, body, digest';

/** One statement: the entry, and up to where each of its chains is sealed from now on. */
const APPEND = `
WITH entry AS (
  INSERT INTO chain_seals (number, kind, at, previous, body, digest) VALUES ($1, $2, to_timestamp($3 / 1000.0), $4, $5, $6)
)
INSERT INTO sealed_heads (chain, length)
SELECT h.chain, max(h.length) FROM jsonb_to_recordset($5::jsonb -> 'heads') AS h (chain text, length bigint) GROUP BY h.chain ORDER BY h.chain
ON CONFLICT ON CONSTRAINT pk_sealed_heads DO UPDATE SET length = excluded.length
`;

/** The narrow index alone finds which; the rows themselves are read for those only. */
const CHANGED_INCIDENTS = `
SELECT i.key AS chain, i.last_seq AS length, i.chain_head AS head, c.sealed FROM incidents i JOIN (
  SELECT k.key, coalesce(s.length, 0)::float8 AS sealed FROM incidents k LEFT JOIN sealed_heads s ON s.chain = k.key
  WHERE k.last_seq <> coalesce(s.length, 0) ORDER BY k.key LIMIT $1) c ON c.key = i.key
`;

/** Where a chain stands now, and up to where it was sealed: beyond that, where it was cut. */
export interface ChangedHead extends ChainHead {
  readonly sealed: number;
}

/** What one seal says of one chain. */
export interface SealedChainHead extends ChainHead {
  readonly seal: number;
}

/** The chain of seals in PostgreSQL. */
export class SealsRepository {
  constructor(private readonly pool: Pool) {}

  async newest(): Promise<SealEntry | null> {
    const { rows } = await this.pool.query<Row>(`SELECT ${COLUMNS} FROM chain_seals ORDER BY chain_seals.number DESC LIMIT 1`);
    return rows[0] === undefined ? null : entryOf(rows[0]);
  }

  /** When the newest signature was made; null: there is none. */
  async signedAt(): Promise<Instant | null> {
    const { rows } = await this.pool.query<Row>(
      `SELECT ${COLUMNS} FROM chain_seals WHERE kind = 'SIGNATURE' ORDER BY chain_seals.number DESC LIMIT 1`,
    );
    return rows[0]?.at ?? null;
  }

  /** Entries from `number` on, at most `limit`. */
  async from(number: number, limit: number): Promise<readonly SealEntry[]> {
    const { rows } = await this.pool.query<Row>(
      `SELECT ${COLUMNS} FROM chain_seals WHERE chain_seals.number >= $1 ORDER BY chain_seals.number LIMIT $2`,
      [number, limit],
    );
    return rows.map(entryOf);
  }

  /** What the seals made since `since` say of these chains. */
  async headsOf(chains: readonly string[], since: Instant): Promise<readonly SealedChainHead[]> {
    const { rows } = await this.pool.query<SealedChainHead>(
      `SELECT s.number::float8 AS seal, h.chain, h.length, h.head
       FROM chain_seals s, jsonb_to_recordset(s.body -> 'heads') AS h (chain text, length float8, head text)
       WHERE s.kind = 'SEAL' AND s.at >= to_timestamp($2 / 1000.0) AND h.chain = ANY($1) ORDER BY s.number, h.chain, h.length`,
      [chains, since],
    );
    return rows;
  }

  /** The longest that each of these chains is in the seals after `number`; no entry: in none of them. */
  async lengthsAfter(number: number, chains: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const { rows } = await this.pool.query<{ chain: string; length: number }>(
      `SELECT h.chain, max(h.length) AS length
       FROM chain_seals s, jsonb_to_recordset(s.body -> 'heads') AS h (chain text, length float8)
       WHERE s.kind = 'SEAL' AND s.number > $1 AND h.chain = ANY($2) GROUP BY h.chain`,
      [number, chains],
    );
    return new Map(rows.map(({ chain, length }) => [chain, length]));
  }

  /** The first signature after `number`; null: there is none yet. */
  async signatureAfter(number: number): Promise<number | null> {
    const { rows } = await this.pool.query<{ number: number }>(
      `SELECT min(number)::float8 AS number FROM chain_seals WHERE kind = 'SIGNATURE' AND number > $1`,
      [number],
    );
    return rows[0]?.number ?? null;
  }

  async append(entry: SealEntry): Promise<void> {
    const { number, kind, at, previous, digest, ...body } = entry;
    await this.pool.query(APPEND, [number, kind, at, previous, JSON.stringify(body), digest]);
  }

  /** Incidents that are not as long as what was sealed of them, at most `limit`. */
  async changedIncidents(limit: number): Promise<readonly ChangedHead[]> {
    return (await this.pool.query<ChangedHead>(CHANGED_INCIDENTS, [limit])).rows;
  }

  /** Up to where these chains are sealed. */
  async sealedLengths(chains: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const { rows } = await this.pool.query<{ chain: string; length: number }>(
      'SELECT chain, length::float8 AS length FROM sealed_heads WHERE chain = ANY($1)',
      [chains],
    );
    return new Map(rows.map(({ chain, length }) => [chain, length]));
  }
}

const entryOf = ({ body, ...link }: Row): SealEntry => ({ ...link, ...body }) as SealEntry;
