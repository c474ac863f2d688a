import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import proto from '@temporalio/proto';
import type { Pool } from 'pg';
import type { IncidentEvent } from '../domain/incidents/incident-event.model.js';
import { exportOf } from '../services/orchestration/run-history.js';
import { chainAfter, eventDigest } from '../services/persistence/event-chain.js';
import { type ArchivedRun, archiveRun } from '../services/persistence/history-archive.repository.js';
import { noteRuns } from '../services/persistence/run-ledger.repository.js';
import { storedTimeline } from '../services/persistence/stored-timeline.js';

const unpack = promisify(gunzip);

const ROW = `
INSERT INTO incidents SELECT (jsonb_populate_record(NULL::incidents, to_jsonb(i) || $2::jsonb)).* FROM incidents i WHERE i.key = $1
`;

const EVENTS = `
INSERT INTO incident_events (incident_key, seq, type, at, body, digest, chain)
SELECT $1, e.seq, e.type, to_timestamp(e.at / 1000.0), e.body, e.digest, e.chain
FROM jsonb_to_recordset($2::jsonb) AS e (seq int, type text, at double precision, body jsonb, digest text, chain text)
`;

/** A whole incident once more under another key of the same length: its row, its timeline with a chain of its own, its run in the archive. */
export async function copyIncident(pool: Pool, run: ArchivedRun, key: string): Promise<void> {
  const runId = randomUUID();
  const renamed = (text: string): string => text.replaceAll(run.incidentKey, key).replaceAll(run.runId, runId);
  const timeline = await storedTimeline(pool, run.incidentKey);
  let head = '';
  const events = (timeline?.rows ?? []).map(({ event }) => {
    const copy = JSON.parse(renamed(JSON.stringify(event))) as IncidentEvent;
    const { seq, type, at, ...body } = copy;
    const digest = eventDigest(copy);
    head = chainAfter(head, digest);
    return { seq, type, at, body, digest, chain: head };
  });
  const number = Number(key.split('-')[1]);
  await pool.query(ROW, [
    run.incidentKey,
    JSON.stringify({ key, number, group_key: null, declare_dedup_key: null, run_id: runId, chain_head: head }),
  ]);
  await pool.query(EVENTS, [key, JSON.stringify(events)]);
  await noteRuns(pool, [{ workflowId: key, runId }]);
  // Equal lengths: the bytes of the message stay a message.
  const bytes = Buffer.from(renamed((await unpack(run.history)).toString('latin1')), 'latin1');
  const history = proto.temporal.api.history.v1.History.decode(bytes);
  const { status, closedAt } = run;
  await archiveRun(pool, await exportOf({ workflowId: key, runId, status, closedAt }, history), closedAt);
}
