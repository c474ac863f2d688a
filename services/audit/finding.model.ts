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

/** One seal's word on one chain. */
export interface SealedHead {
  readonly seal: number;
  readonly length: number;
  readonly head: string;
}

/** What the seals say of every chain, oldest first. */
export type SealedHeads = ReadonlyMap<string, readonly SealedHead[]>;

/** The first seal that a chain contradicts; null: it holds what was sealed. `headAt` answers undefined where there is no such link. */
export function againstSeals(
  chain: string,
  sealed: readonly SealedHead[],
  { length, headAt }: { readonly length: number; readonly headAt: (length: number) => string | undefined },
): Finding | null {
  let proven = 0;
  for (const point of sealed) {
    if (point.length > length) {
      const detail = `ends at ${length}, although seal ${point.seal} has ${point.length}: its tail was cut`;
      return { chain, index: length + 1, what: length === 0 ? 'MISSING' : 'TAIL_CUT', detail };
    }
    if (headAt(point.length) !== point.head) {
      const detail = `is not what seal ${point.seal} fixed at ${point.length}: something between ${proven + 1} and ${point.length} was written anew`;
      return { chain, index: proven + 1, what: 'REWRITTEN', detail };
    }
    proven = Math.max(proven, point.length);
  }
  return null;
}
