import type { Client } from '@temporalio/client';
import type { Pool, PoolClient } from 'pg';
import type { Clock } from '../config/clock.js';
import type { EmergencyPager } from './emergency-pager.js';
import { type IncidentHealth, incidentHealth } from './incident-health.js';
import type { IncidentOpeningsRepository } from './incident-openings.repository.js';
import type { IncidentStarter } from './incident-starter.js';
import { type OverdueIncident, overdueIncidents } from './overdue-incidents.repository.js';

/** Later than this after a deadline, an incident is looked at. */
const OVERDUE_MS = 15_000;
/** Later than this, whatever the reason, the catch-all is told. */
const TELL_AFTER_MS = 30_000;
/** PostgreSQL's advisory lock under which one process at a time passes. */
const LOCK = `hashtext('tocsin:watchdog')`;

export interface WatchdogParts {
  readonly pool: Pool;
  readonly client: Client;
  readonly openings: IncidentOpeningsRepository;
  readonly starter: IncidentStarter;
  readonly pager: EmergencyPager;
  readonly clock: Clock;
  readonly warn: (message: string, detail: object) => void;
}

export interface Finding extends OverdueIncident {
  readonly health: IncidentHealth;
  readonly did: 'NOTHING' | 'RESUMED' | 'TOLD_CATCH_ALL' | 'TOLD_NOBODY';
}

/**
 * Looks for open incidents of which a deadline passed unrecorded. One that was lost is resumed where it stood; one whose workflow
 * is broken or gets no worker has its catch-all paged from here, without Temporal. Guarantee: within 60 s of the missed deadline.
 */
export class WatchdogService {
  constructor(private readonly parts: WatchdogParts) {}

  /** null: another process is at it. Empty: all is well. */
  async pass(): Promise<readonly Finding[] | null> {
    const client = await this.parts.pool.connect();
    try {
      if (!(await isFirst(client))) return null;
      const now = this.parts.clock.now();
      const overdue = await overdueIncidents(this.parts.pool, now - OVERDUE_MS);
      return await Promise.all(overdue.map((one) => this.treat(one)));
    } finally {
      await client.query(`SELECT pg_advisory_unlock(${LOCK})`).catch(() => undefined);
      client.release();
    }
  }

  private async treat(overdue: OverdueIncident): Promise<Finding> {
    const health = await incidentHealth(this.parts.client, overdue.key, this.parts.clock.now());
    const did = await this.remedy(overdue, health);
    this.parts.warn('an incident missed its deadline', { incident: overdue.key, health, did });
    return { ...overdue, health, did };
  }

  private async remedy(overdue: OverdueIncident, health: IncidentHealth): Promise<Finding['did']> {
    if (health === 'LOST' && (await this.resume(overdue))) return 'RESUMED';
    const isLate = this.parts.clock.now() - overdue.dueAt > TELL_AFTER_MS;
    if (health === 'BROKEN' || isLate) return await this.tell(overdue);
    return 'NOTHING';
  }

  private async resume({ key }: OverdueIncident): Promise<boolean> {
    try {
      const start = await this.parts.openings.find(key);
      if (start === null || start.isClosed) return true;
      await this.parts.starter.resume(start);
      return true;
    } catch (error) {
      this.parts.warn('a lost incident could not be resumed', { incident: key, why: String(error) });
      return false;
    }
  }

  private async tell(overdue: OverdueIncident): Promise<Finding['did']> {
    const start = await this.parts.openings.find(overdue.key);
    if (start === null || start.isClosed) return 'NOTHING';
    const told = await this.parts.pager.tellCatchAll(start, { dueAt: overdue.dueAt, now: this.parts.clock.now() });
    return told.length > 0 ? 'TOLD_CATCH_ALL' : 'TOLD_NOBODY';
  }
}

async function isFirst(client: PoolClient): Promise<boolean> {
  const { rows } = await client.query<{ first: boolean }>(`SELECT pg_try_advisory_lock(${LOCK}) AS first`);
  return rows[0]?.first === true;
}
