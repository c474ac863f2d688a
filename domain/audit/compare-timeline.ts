import type { IncidentEvent } from '../incidents/incident-event.model.js';
import { isSameJson } from './canonical-json.js';
import { firstDifference } from './first-difference.js';
import type { Mismatch, StoredEvent } from './replay.model.js';
import { shortJson } from './short-json.js';

/** Events that a re-executed run handed to the projector in one command. */
export interface Projected {
  readonly workflowId: string;
  readonly runId: string;
  readonly eventId: number;
  readonly outcome: 'COMMITTED' | 'FENCED' | 'UNKNOWN';
  readonly events: readonly IncidentEvent[];
}

interface Decided extends Pick<Projected, 'workflowId' | 'runId' | 'eventId' | 'outcome'> {
  readonly event: IncidentEvent;
}

export interface StoredTimeline {
  readonly rows: readonly StoredEvent[];
  /** What the incident's own row knows of the newest event. */
  readonly lastSeq: number;
  readonly isHeadTrue: boolean;
  /** A run goes on: it may have decided more since the rows were read. */
  readonly isLive: boolean;
}

/**
 * Where the stored timeline is not what the workflows decided when they were executed again. Of what was committed every event must be
 * there; what was under way when a run ended may be; what was fenced off must not count; and no row is there that nobody decided.
 */
export function compareTimeline(incidentKey: string, projected: readonly Projected[], timeline: StoredTimeline): readonly Mismatch[] {
  const { rows, lastSeq, isLive } = timeline;
  const decided = decidedBySeq(projected, isLive ? lastSeq : Number.POSITIVE_INFINITY);
  const stored = new Map(rows.map((row) => [row.seq, row]));
  const named = { workflowId: incidentKey, runId: null, eventId: null, what: 'TIMELINE' } as const;
  const mismatches: Mismatch[] = [];
  for (let seq = 1; seq <= Math.max(lastSeq, ...decided.keys(), ...stored.keys()); seq += 1) {
    const found = compareRow(decided.get(seq) ?? [], stored.get(seq));
    if (found !== null) mismatches.push({ ...named, ...found, seq });
  }
  if (mismatches.length > 0 || timeline.isHeadTrue) return mismatches;
  return [
    {
      ...named,
      seq: lastSeq,
      detail: 'the newest link of the chain is not the one that the incident knows',
      recorded: null,
      replayed: null,
    },
  ];
}

function decidedBySeq(projected: readonly Projected[], upTo: number): ReadonlyMap<number, readonly Decided[]> {
  const decided = new Map<number, Decided[]>();
  for (const { events, ...by } of projected) {
    if (by.outcome === 'FENCED') continue;
    for (const event of events) if (event.seq <= upTo) decided.set(event.seq, [...(decided.get(event.seq) ?? []), { ...by, event }]);
  }
  return decided;
}

type Found = Pick<Mismatch, 'detail' | 'recorded' | 'replayed'> & Partial<Pick<Mismatch, 'workflowId' | 'runId' | 'eventId'>>;

function compareRow(decided: readonly Decided[], row: StoredEvent | undefined): Found | null {
  const committed = decided.find((one) => one.outcome === 'COMMITTED');
  if (row === undefined) return committed === undefined ? null : missing(committed);
  const first = committed ?? decided[0];
  if (first === undefined) return { detail: 'no run decided what this row says', recorded: shortJson(row.event), replayed: null };
  const candidates = committed === undefined ? decided : [committed];
  if (candidates.some(({ event }) => isSameJson(event, row.event))) return faultOf(row, first);
  const found = firstDifference(row.event, first.event);
  const detail = `${found?.path || 'the row'} is not what was decided`;
  return { ...placeOf(first), detail, recorded: shortJson(found?.was), replayed: shortJson(found?.is) };
}

function faultOf({ isDigestTrue, isChainTrue }: StoredEvent, decided: Decided): Found | null {
  if (isDigestTrue && isChainTrue) return null;
  const detail = isDigestTrue ? 'the row does not follow in the chain' : 'the digest of the row is not the digest of what it says';
  return { ...placeOf(decided), detail, recorded: null, replayed: null };
}

const placeOf = ({ workflowId, runId, eventId }: Decided): Pick<Mismatch, 'workflowId' | 'runId' | 'eventId'> => ({
  workflowId,
  runId,
  eventId,
});

const missing = (one: Decided): Found => ({
  ...placeOf(one),
  detail: 'the row is missing',
  recorded: null,
  replayed: shortJson(one.event),
});
