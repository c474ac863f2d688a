import type { Pool } from 'pg';
import type { AlertSnapshot } from '../../domain/alerts/alert.model.js';
import type { Severity } from '../../domain/handbook/handbook.model.js';
import { DELIVERED_SQL, FAILED_SQL, LEASE_SQL, NEXT_DUE_SQL, SHOW_COUNTS_SQL } from './outbox.sql.js';

interface Row {
  readonly incident_key: string;
  readonly is_new: boolean;
  readonly revision: number;
  readonly firing: number;
  readonly total: number;
  readonly proposes: Severity;
  readonly firings: number;
  readonly last_fired_at: number;
  readonly last_resolved_at: number | null;
}

export interface Leased {
  readonly incidentKey: string;
  /** Its workflow has heard nothing yet. */
  readonly isNew: boolean;
  readonly snapshot: AlertSnapshot;
}

/** The outbox as one relay sees it; `owner` tells its leases from those of other relays. */
export class OutboxRepository {
  constructor(
    private readonly pool: Pool,
    private readonly owner: string,
  ) {}

  /** Due incidents of severity `from` or worse, SEV1 first; nobody else delivers them while the lease lasts. */
  async lease(limit: number, from: Severity): Promise<readonly Leased[]> {
    const { rows } = await this.pool.query<Row>({ name: 'outbox-lease', text: LEASE_SQL, values: [limit, this.owner, from] });
    return rows.map(leasedOf).sort((a, b) => (a.snapshot.proposes < b.snapshot.proposes ? -1 : 1));
  }

  /** Milliseconds until something is due; null: nothing waits. */
  async nextDue(): Promise<number | null> {
    const { rows } = await this.pool.query<{ wait_ms: number | null }>({ name: 'outbox-next', text: NEXT_DUE_SQL });
    return rows[0]?.wait_ms ?? null;
  }

  async delivered({ incidentKey, snapshot }: Leased): Promise<void> {
    await this.pool.query({ name: 'outbox-delivered', text: DELIVERED_SQL, values: [incidentKey, snapshot.revision, this.owner] });
  }

  async failed({ incidentKey }: Leased, reason: string): Promise<void> {
    await this.pool.query(FAILED_SQL, [incidentKey, this.owner, reason]);
  }

  async showCounts(): Promise<void> {
    await this.pool.query({ name: 'outbox-counts', text: SHOW_COUNTS_SQL });
  }
}

function leasedOf(row: Row): Leased {
  const { revision, firing, total, proposes, firings } = row;
  const lastResolvedAt = row.last_resolved_at === null ? null : Math.round(row.last_resolved_at);
  return {
    incidentKey: row.incident_key,
    isNew: row.is_new,
    snapshot: { revision, firing, total, proposes, firings, lastFiredAt: Math.round(row.last_fired_at), lastResolvedAt },
  };
}
