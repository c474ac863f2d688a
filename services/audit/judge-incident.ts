import { type BrokenRecord, firstBroken } from '../persistence/incident-chain.js';
import { againstSeals, type Finding, type FindingKind } from './finding.model.js';
import type { RecordedIncident } from './incident-audit.repository.js';
import type { SealedChain } from './sealed-points.js';

/** What is wrong with an incident's record; null: it is what was written, as far as it was sealed. */
export function judgeIncident(incident: RecordedIncident, sealed: SealedChain | undefined): Finding | null {
  const broken = firstBroken(incident.events, incident.head);
  if (broken !== null) return findingOf(incident, broken);
  const { key, events } = incident;
  if (incident.length !== events.length) return findingOf(incident, { seq: events.length + 1, what: 'HEAD' });
  return againstSeals(key, sealed, events.length);
}

const WORDS: Readonly<Record<BrokenRecord['what'], readonly [FindingKind, string]>> = {
  GAP: ['REMOVED', 'is missing'],
  DIGEST: ['CHANGED', 'was changed'],
  ORDER: ['REORDERED', 'was put in the place of another one'],
  CHAIN: ['RELINKED', 'does not build upon the one before'],
  HEAD: ['HEAD', 'is not the one that the incident’s row knows'],
};

function findingOf({ key, events, length }: RecordedIncident, { seq, what }: Omit<BrokenRecord, 'incidentKey'>): Finding {
  if (what === 'HEAD' && events.length < length) {
    return {
      chain: key,
      index: seq,
      what: 'TAIL_CUT',
      detail: `ends at ${events.length}, although ${length} were written: its tail was cut`,
    };
  }
  const [kind, words] = WORDS[what];
  const index = what === 'HEAD' ? events.length : seq;
  return { chain: key, index, what: kind, detail: `event ${index} ${words}` };
}
