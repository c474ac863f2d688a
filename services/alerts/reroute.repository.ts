import type { Pool, PoolClient } from 'pg';
import type { Severity } from '../../domain/handbook/handbook.model.js';
import { inTransaction } from '../persistence/transaction.js';
import type { RunningHandbook } from './ingest-item.js';
import { RELEASE_CLAIM_SQL } from './outbox.sql.js';
import { MOVE_ALERTS_SQL, MOVE_COUNTS_SQL, RECLAIM_SQL, REOPEN_AS_NEW_SQL, UNHEARD_SQL } from './reroute.sql.js';

interface Unheard {
  readonly id: string;
  readonly group_key: string;
  readonly name: string;
  readonly service: string;
  readonly proposes: Severity;
}

/** Finds a new incident for alerts that reached one which had closed meanwhile. */
export class RerouteRepository {
  constructor(private readonly pool: Pool) {}

  /** Frees the closed incident's group and moves what it never heard of to a recurrence. True: there was something to move. */
  async reroute(closedKey: string, running: RunningHandbook): Promise<boolean> {
    return await inTransaction(this.pool, async (client) => {
      const { rows } = await client.query<Unheard>(UNHEARD_SQL, [closedKey]);
      const groups = new Map<string, Unheard[]>();
      for (const alert of rows) groups.set(alert.group_key, [...(groups.get(alert.group_key) ?? []), alert]);
      for (const [groupKey, alerts] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1))) {
        await move({ client, closedKey, groupKey, alerts, running });
      }
      if (groups.size > 0) await client.query(`SELECT pg_notify('tocsin_outbox', '')`);
      await client.query(RELEASE_CLAIM_SQL, [closedKey]);
      return groups.size > 0;
    });
  }
}

interface Move {
  readonly client: PoolClient;
  readonly closedKey: string;
  readonly groupKey: string;
  readonly alerts: readonly Unheard[];
  readonly running: RunningHandbook;
}

async function move({ client, closedKey, groupKey, alerts, running }: Move): Promise<void> {
  const ids = alerts.map((alert) => alert.id);
  const [worst] = [...alerts].sort((a, b) => (a.proposes < b.proposes ? -1 : 1));
  if (worst === undefined) return;
  const claim = await client.query<{ incident_key: string }>(RECLAIM_SQL, [groupKey, closedKey]);
  const newKey = claim.rows[0]?.incident_key ?? closedKey;
  const urgency = running.handbook.severities[worst.proposes].urgency;
  await client.query(REOPEN_AS_NEW_SQL, [
    newKey,
    closedKey,
    worst.name,
    worst.service,
    worst.proposes,
    urgency,
    running.versionId,
    groupKey,
    ids,
  ]);
  const counted = await client.query<{ fired_in: number }>(MOVE_COUNTS_SQL, [closedKey, newKey, ids]);
  await client.query(MOVE_ALERTS_SQL, [ids, newKey, counted.rows[0]?.fired_in]);
}
