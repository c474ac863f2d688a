import type { Seal } from '../../domain/audit/seal.model.js';

/** What one seal says of one chain. */
export interface Point {
  readonly chain: string;
  readonly seal: number;
  readonly length: number;
  readonly head: string;
}

/** What the seals say of one chain, once all of it was held against the rows. */
export interface SealedChain {
  /** The newest seal that has it, and how long it was then. */
  readonly seal: number;
  readonly length: number;
  /** The longest that any seal has it. */
  readonly sealed: number;
  /** Up to where the rows agree with every seal before the one that they contradict, or with all. */
  readonly proven: number;
  /** The first seal that the rows contradict; null: none. */
  readonly broken: Point | null;
}

export type SealedChains = ReadonlyMap<string, SealedChain>;

/** Those of the points that the rows do not have, or have otherwise. */
export type Contradicted = (points: readonly Point[]) => Promise<ReadonlySet<Point>>;

/** Points held against the rows at once. */
const BATCH = 5_000;

/** Holds every point against the rows as it is heard, and keeps one entry a chain: never more points than a batch and one seal have. */
export class SealedPoints {
  readonly chains = new Map<string, SealedChain>();
  private waiting: Point[] = [];

  constructor(
    private readonly contradicted: Contradicted,
    /** null: all. */
    private readonly wanted: ReadonlySet<string> | null,
  ) {}

  add({ number, heads }: Pick<Seal, 'number' | 'heads'>): void {
    for (const { chain, length, head } of heads) {
      if (this.wanted === null || this.wanted.has(chain)) this.waiting.push({ chain, seal: number, length, head });
    }
  }

  /** To be awaited after each seal. */
  async settleFull(): Promise<void> {
    if (this.waiting.length >= BATCH) await this.settle();
  }

  async settle(): Promise<void> {
    const points = this.waiting;
    this.waiting = [];
    const contradicted = points.length === 0 ? new Set<Point>() : await this.contradicted(points);
    for (const point of points) {
      const before = this.chains.get(point.chain);
      this.chains.set(point.chain, contradicted.has(point) ? afterBroken(before, point) : afterHeld(before, point));
    }
  }
}

function afterHeld(before: SealedChain | undefined, { seal, length }: Point): SealedChain {
  const { sealed = 0, proven = 0, broken = null } = before ?? {};
  return { seal, length, sealed: Math.max(sealed, length), proven: broken === null ? Math.max(proven, length) : proven, broken };
}

function afterBroken(before: SealedChain | undefined, point: Point): SealedChain {
  const { sealed = 0, proven = 0, broken = null } = before ?? {};
  return { seal: point.seal, length: point.length, sealed: Math.max(sealed, point.length), proven, broken: broken ?? point };
}
