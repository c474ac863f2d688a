import type { Pool } from 'pg';
import type { StoredTimeline } from '../../domain/audit/compare-timeline.js';
import type { IncidentEvent } from '../../domain/incidents/incident-event.model.js';
import { chainAfter, eventDigest } from './event-chain.js';

interface Row {
  readonly lastSeq: number;
  readonly head: string;
  readonly seq: number | null;
  readonly digest: string;
  readonly chain: string;
  readonly event: IncidentEvent;
}

/** The rows and what the incident's own row knows of them, of one moment. */
const TIMELINE = `
SELECT i.last_seq AS "lastSeq", i.chain_head AS head, e.seq, e.digest, e.chain,
  e.body || jsonb_build_object('seq', e.seq, 'type', e.type, 'at', round(extract(epoch FROM e.at) * 1000)::bigint) AS event
FROM incidents i LEFT JOIN incident_events e ON e.incident_key = i.key WHERE i.key = $1 ORDER BY e.seq
`;

/** The timeline as it is stored, each row judged by its own digest and link. null: there is no such incident. */
export async function storedTimeline(pool: Pool, incidentKey: string): Promise<Omit<StoredTimeline, 'isLive'> | null> {
  const { rows } = await pool.query<Row>({ name: 'stored-timeline', text: TIMELINE, values: [incidentKey] });
  const incident = rows[0];
  if (incident === undefined) return null;
  let before = '';
  const judged = rows.flatMap(({ seq, digest, chain, event }) => {
    if (seq === null) return [];
    const row = { seq, event, isDigestTrue: eventDigest(event) === digest, isChainTrue: chain === chainAfter(before, digest) };
    before = chain;
    return [row];
  });
  return { rows: judged, lastSeq: incident.lastSeq, isHeadTrue: incident.head === before };
}
