import type { SealedChain } from './sealed-points.js';

/** In which way a record is not what was written. */
export const FINDINGS = [
  'CHANGED',
  'REORDERED',
  'REMOVED',
  'RELINKED',
  'TAIL_CUT',
  'REWRITTEN',
  'MISSING',
  'HEAD',
  'DIFFERS',
  'LOST',
  'BAD_SIGNATURE',
  'UNKNOWN_KEY',
  'UNSIGNED',
  'UNSEALED',
] as const;
export type FindingKind = (typeof FINDINGS)[number];

/** One thing that is not what was written, and where. */
export interface Finding {
  /** The incident's key, `audit_log`, `handbook_versions`, `history_archive`, `seals` or `seal file`. */
  readonly chain: string;
  /** The first number within the chain that is wrong; of the seal file, the line. */
  readonly index: number;
  readonly what: FindingKind;
  /** A sentence for a person. */
  readonly detail: string;
}

/** What the first seal that a chain contradicts says of it; null: it holds what was sealed. `length`: how long it is now. */
export function againstSeals(chain: string, sealed: SealedChain | undefined, length: number): Finding | null {
  if (sealed === undefined || sealed.broken === null) return null;
  const { broken, proven } = sealed;
  if (broken.length > length) {
    const detail = `ends at ${length}, although seal ${broken.seal} has ${broken.length}: its tail was cut`;
    return { chain, index: length + 1, what: length === 0 ? 'MISSING' : 'TAIL_CUT', detail };
  }
  const detail = `is not what seal ${broken.seal} fixed at ${broken.length}: something between ${proven + 1} and ${broken.length} was written anew`;
  return { chain, index: proven + 1, what: 'REWRITTEN', detail };
}
