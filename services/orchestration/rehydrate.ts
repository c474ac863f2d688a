import type { Client } from '@temporalio/client';
import type { Pool } from 'pg';
import type { Clock } from '../config/clock.js';
import { incidentHealth } from './incident-health.js';
import type { IncidentOpeningsRepository } from './incident-openings.repository.js';
import type { IncidentStarter } from './incident-starter.js';
import { openIncidents } from './overdue-incidents.repository.js';

export interface RehydrateParts {
  readonly pool: Pool;
  readonly client: Client;
  readonly openings: IncidentOpeningsRepository;
  readonly starter: IncidentStarter;
  readonly clock: Clock;
}

/** After the loss of the Temporal database: every open incident that no workflow runs goes on from PostgreSQL. Returns their keys. */
export async function rehydrate(parts: RehydrateParts): Promise<readonly string[]> {
  const resumed: string[] = [];
  for (const key of await openIncidents(parts.pool)) {
    if ((await incidentHealth(parts.client, key, parts.clock.now())) !== 'LOST') continue;
    const start = await parts.openings.find(key);
    if (start === null || start.isClosed) continue;
    await parts.starter.resume(start);
    resumed.push(key);
  }
  return resumed;
}
