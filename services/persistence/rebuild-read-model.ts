import type { Pool, PoolClient } from 'pg';
import type { IncidentEvent } from '../../domain/incidents/incident-event.model.js';
import { chainAfter, eventDigest } from './event-chain.js';
import { readModelOf } from './incident-read-model.js';
import { fold } from './incident-record.repository.js';
import { WRITE_PROJECTION } from './incident-record.sql.js';
import { inTransaction } from './transaction.js';

/** Where an incident's record is not what was written: at `seq`, the first event that is wrong, missing or cut off. */
export interface BrokenRecord {
  readonly incidentKey: string;
  readonly seq: number;
  readonly what: 'GAP' | 'DIGEST' | 'CHAIN' | 'HEAD';
}

export interface Rebuilt {
  readonly incidents: number;
  /** Left as they were. */
  readonly broken: readonly BrokenRecord[];
}

interface EventRow {
  readonly seq: number;
  readonly digest: string;
  readonly chain: string;
  readonly event: IncidentEvent;
}

const EVENTS = `
SELECT seq, digest, chain, body || jsonb_build_object('seq', seq, 'type', type, 'at', round(extract(epoch FROM at) * 1000)::bigint) AS event
FROM incident_events WHERE incident_key = $1 ORDER BY seq
`;

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
  const [row, events] = [rows[0], (await client.query<EventRow>(EVENTS, [key])).rows];
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

/** `head`: the newest link as the incident's row knows it; empty when the row itself was lost. */
function firstBroken(rows: readonly EventRow[], head: string): Omit<BrokenRecord, 'incidentKey'> | null {
  let chain = '';
  for (const [index, { seq, digest, event, ...row }] of rows.entries()) {
    if (seq !== index + 1) return { seq: index + 1, what: 'GAP' };
    if (eventDigest(event) !== digest) return { seq, what: 'DIGEST' };
    chain = chainAfter(chain, digest);
    if (chain !== row.chain) return { seq, what: 'CHAIN' };
  }
  return head === '' || head === chain ? null : { seq: rows.length + 1, what: 'HEAD' };
}
