import type { Pool, PoolClient } from 'pg';
import { fold } from '../../domain/incidents/fold.js';
import { type BrokenRecord, type ChainedEvent, firstBroken, RECORDED_EVENT } from './incident-chain.js';
import { readModelOf } from './incident-read-model.js';
import { WRITE_PROJECTION } from './incident-record.sql.js';
import { inTransaction } from './transaction.js';

export interface Rebuilt {
  readonly incidents: number;
  /** Left as they were. */
  readonly broken: readonly BrokenRecord[];
}

const EVENTS = `SELECT seq, digest, chain, ${RECORDED_EVENT} AS event FROM incident_events WHERE incident_key = $1 ORDER BY seq`;

/**
 * Writes the read model (columns, snapshot, pages) of these incidents, or of all, anew: the fold of their events, whose chain is
 * verified on the way. An incident at a time, under its row lock, so that it may run while everything else does.
 */
export async function rebuildReadModel(pool: Pool, incidentKeys?: readonly string[]): Promise<Rebuilt> {
  const { rows } = await pool.query<{ key: string }>(
    'SELECT key FROM incidents WHERE $1::text[] IS NULL OR key = ANY($1) ORDER BY number',
    [incidentKeys ?? null],
  );
  const broken: BrokenRecord[] = [];
  for (const { key } of rows) {
    const problem = await inTransaction(pool, (client) => rebuildOne(client, key));
    if (problem !== null) broken.push(problem);
  }
  return { incidents: rows.length - broken.length, broken };
}

async function rebuildOne(client: PoolClient, key: string): Promise<BrokenRecord | null> {
  const { rows } = await client.query<{ fence: number; run_id: string | null; chain_head: string }>(
    'SELECT fence, run_id, chain_head FROM incidents WHERE key = $1 FOR UPDATE',
    [key],
  );
  const [row, events] = [rows[0], (await client.query<ChainedEvent>(EVENTS, [key])).rows];
  if (row === undefined) return null;
  const problem = firstBroken(events, row.chain_head);
  if (problem !== null) return { incidentKey: key, ...problem };
  const news = events.map(({ event }) => event);
  const incident = fold(null, news);
  if (incident === null) return null;
  const pages = news.flatMap((event) => (event.type === 'RespondersFound' ? event.pages : []));
  const model = { ...readModelOf(incident, news), snapshot: incident, ...row, chain_head: events.at(-1)?.chain ?? '' };
  await client.query(WRITE_PROJECTION, [key, '[]', JSON.stringify(pages), '[]', JSON.stringify(model)]);
  return null;
}
