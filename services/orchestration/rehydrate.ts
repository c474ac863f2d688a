import type { Client } from '@temporalio/client';
import type { Pool } from 'pg';
import { incidentHealth } from './incident-health.js';
import type { IncidentOpeningsRepository } from './incident-openings.repository.js';
import type { IncidentStarter } from './incident-starter.js';
import { type LivingIncident, livingIncidents } from './overdue-incidents.repository.js';

export interface RehydrateParts {
  readonly pool: Pool;
  readonly client: Client;
  readonly openings: IncidentOpeningsRepository;
  readonly starter: IncidentStarter;
}

const AT_ONCE = 16;

/** After the loss of the Temporal database: every open incident that no workflow runs goes on from PostgreSQL. Returns their keys, worst first. */
export async function rehydrate(parts: RehydrateParts): Promise<readonly string[]> {
  const living = await livingIncidents(parts.pool);
  const waiting = living.values();
  const resumed = new Set<string>();
  const work = async (): Promise<void> => {
    for (const one of waiting) if (await resumeIfLost(parts, one)) resumed.add(one.key);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return living.map(({ key }) => key).filter((key) => resumed.has(key));
}

async function resumeIfLost({ client, openings, starter }: RehydrateParts, { key, workflowId }: LivingIncident): Promise<boolean> {
  if ((await incidentHealth(client, workflowId)) !== 'LOST') return false;
  const start = await openings.find(key);
  if (start === null || start.phase === 'FINISHED') return false;
  await starter.resume(start);
  return true;
}
