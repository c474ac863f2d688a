import type { Pool, PoolClient } from 'pg';
import type { IncidentRecordPort, Projection, ProjectionOutcome } from '../../activities/ports/incident-record.port.js';
import { fold } from '../../domain/incidents/fold.js';
import type { Incident } from '../../domain/incidents/incident.model.js';
import type { IncidentEvent } from '../../domain/incidents/incident-event.model.js';
import { chainAfter, eventDigest } from './event-chain.js';
import { readModelOf } from './incident-read-model.js';
import { WRITE_PROJECTION } from './incident-record.sql.js';
import { recentResults } from './recent-results.js';
import { noteRuns, runsAreEnding } from './run-ledger.repository.js';
import { inTransaction } from './transaction.js';

interface Row {
  readonly last_seq: number;
  readonly fence: number;
  readonly run_id: string | null;
  readonly chain_head: string;
  readonly snapshot: Incident | null;
}

/** Incidents in PostgreSQL: append-only events, a read model that is their fold, and the answers to commands, in one transaction. */
export class IncidentRecordRepository implements IncidentRecordPort {
  constructor(private readonly pool: Pool) {}

  async commit(projection: Projection, workflowId: string = projection.incidentKey): Promise<ProjectionOutcome> {
    return await inTransaction(this.pool, async (client) => {
      const row = await lock(client, projection.incidentKey);
      if (projection.runId !== row.run_id) await noteRuns(client, [{ workflowId, runId: projection.runId }]);
      const news = projection.events.filter((event) => event.seq > row.last_seq);
      const known = projection.events.filter((event) => event.seq <= row.last_seq);
      if (!mayWrite(row, projection, news) || !(await isSameHistory(client, projection.incidentKey, known))) {
        return { status: 'FENCED', snapshot: await snapshotOf(client, projection.incidentKey, row), fence: row.fence + 1 };
      }
      if (news.length > 0) await write(client, { row, projection, news });
      return { status: 'COMMITTED' };
    });
  }
}

async function lock(client: PoolClient, key: string): Promise<Row> {
  const { rows } = await client.query<Row>(
    'SELECT last_seq, fence, run_id, chain_head, snapshot FROM incidents WHERE key = $1 FOR UPDATE',
    [key],
  );
  const row = rows[0];
  if (row === undefined) throw new Error(`${key} is not in the database`);
  return row;
}

/** One run at a time: the one that wrote last, or one with a higher fence that goes on exactly where it stopped. */
function mayWrite(row: Row, projection: Projection, news: readonly IncidentEvent[]): boolean {
  const first = news[0];
  const isNext = first === undefined || first.seq === row.last_seq + 1;
  if (projection.fence === row.fence && projection.runId === row.run_id) return isNext;
  return projection.fence > row.fence && isNext;
}

async function isSameHistory(client: PoolClient, key: string, events: readonly IncidentEvent[]): Promise<boolean> {
  if (events.length === 0) return true;
  const { rows } = await client.query<{ seq: number; digest: string }>(
    'SELECT seq, digest FROM incident_events WHERE incident_key = $1 AND seq = ANY($2::int[])',
    [key, events.map((event) => event.seq)],
  );
  const stored = new Map(rows.map((row) => [row.seq, row.digest]));
  return events.every((event) => stored.get(event.seq) === eventDigest(event));
}

async function snapshotOf(client: PoolClient, key: string, row: Row) {
  if (row.snapshot === null) throw new Error(`${key} was fenced off before anything was recorded`);
  return { incident: row.snapshot, results: await recentResults(client, key) };
}

interface Write {
  readonly row: Row;
  readonly projection: Projection;
  readonly news: readonly IncidentEvent[];
}

async function write(client: PoolClient, { row, projection, news }: Write): Promise<void> {
  const incident = fold(row.snapshot, news);
  let head = row.chain_head;
  const events = news.map((event) => {
    const { seq, type, at, ...body } = event;
    const digest = eventDigest(event);
    head = chainAfter(head, digest);
    return { seq, type, at, body, digest, chain: head };
  });
  const pages = news.flatMap((event) => (event.type === 'RespondersFound' ? event.pages : []));
  const model = incident === null ? null : readModelOf(incident, news);
  if (model !== null && model.closed_at !== null) await runsAreEnding(client, projection.incidentKey);
  await client.query(WRITE_PROJECTION, [
    projection.incidentKey,
    JSON.stringify(events),
    JSON.stringify(pages),
    JSON.stringify(projection.results.map((result) => ({ command_id: result.commandId, result }))),
    JSON.stringify({ ...model, snapshot: incident, fence: projection.fence, run_id: projection.runId, chain_head: head }),
  ]);
}
