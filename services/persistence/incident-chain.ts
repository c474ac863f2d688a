import type { IncidentEvent } from '../../domain/incidents/incident-event.model.js';
import { chainAfter, eventDigest } from './event-chain.js';

/**
 * Where an incident's record is not what was written: at `seq`, the first event that is wrong, missing or cut off. `ORDER`: the event
 * stands where another one was. `HEAD`: the incident's row knows of another newest event.
 */
export interface BrokenRecord {
  readonly incidentKey: string;
  readonly seq: number;
  readonly what: 'GAP' | 'DIGEST' | 'ORDER' | 'CHAIN' | 'HEAD';
}

/** One recorded event with what the record keeps of its chain. */
export interface ChainedEvent {
  readonly seq: number;
  readonly digest: string;
  readonly chain: string;
  readonly event: IncidentEvent;
}

/** A row of `incident_events` as the event that was recorded. */
export const RECORDED_EVENT = "body || jsonb_build_object('seq', seq, 'type', type, 'at', round(extract(epoch FROM at) * 1000)::bigint)";

/** The first link that does not hold. `head`: the newest link as the incident's row knows it; empty when the row itself was lost. */
export function firstBroken(rows: readonly ChainedEvent[], head: string): Omit<BrokenRecord, 'incidentKey'> | null {
  let chain = '';
  for (const [index, row] of rows.entries()) {
    const { seq, digest, event } = row;
    if (seq !== index + 1) return { seq: index + 1, what: 'GAP' };
    if (eventDigest(event) !== digest) return { seq, what: rows.some((other) => isMoved(event, digest, other.seq)) ? 'ORDER' : 'DIGEST' };
    chain = chainAfter(chain, digest);
    if (chain !== row.chain) return { seq, what: 'CHAIN' };
  }
  return head === '' || head === chain ? null : { seq: rows.length + 1, what: 'HEAD' };
}

/** Whether this is what was recorded, but as number `seq`. */
const isMoved = (event: IncidentEvent, digest: string, seq: number): boolean => eventDigest({ ...event, seq }) === digest;
