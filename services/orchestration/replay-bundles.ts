import type { Pool } from 'pg';
import type { Clock } from '../config/clock.js';
import { archivedBundle, type WorkflowBundle } from '../persistence/workflow-bundles.repository.js';

const KEPT = 4;
/** A damaged or added row is seen after so long at the latest. */
const FRESH_MS = 10_000;

type Found = WorkflowBundle | 'NONE' | 'DAMAGED';

/** Archived code, read and proved once for many incidents. */
export class ReplayBundles {
  private readonly known = new Map<string, { readonly found: Found; readonly until: number }>();

  constructor(
    private readonly pool: Pool,
    private readonly clock: Clock,
  ) {}

  async find(buildId: string): Promise<Found> {
    const known = this.known.get(buildId);
    if (known !== undefined && known.until > this.clock.now()) return known.found;
    const found = await archivedBundle(this.pool, buildId);
    this.known.delete(buildId);
    for (const oldest of this.known.keys()) if (this.known.size >= KEPT) this.known.delete(oldest);
    this.known.set(buildId, { found, until: this.clock.now() + FRESH_MS });
    return found;
  }
}
