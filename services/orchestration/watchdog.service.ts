import type { Client } from '@temporalio/client';
import type { Pool } from 'pg';
import type { Clock } from '../config/clock.js';
import { withLock } from '../persistence/advisory-lock.js';
import type { EmergencyPager } from './emergency-pager.js';
import { type IncidentHealth, incidentHealth } from './incident-health.js';
import type { IncidentOpeningsRepository, IncidentStart } from './incident-openings.repository.js';
import type { IncidentStarter } from './incident-starter.js';
import { mattersToPeople, type OverdueIncident, overdueIncidents, workflowIdOf } from './overdue-incidents.repository.js';

/** Later than this after a deadline, an incident is looked at. */
const OVERDUE_MS = 15_000;
/** Later than this, whatever the reason, the catch-all is told. */
const TELL_AFTER_MS = 30_000;
/** Temporal answered a moment ago; a start that it does not take now is tried again in the next pass. */
/** Incidents looked at side by side. */
const AT_ONCE = 32;

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
    return await withLock(this.parts.pool, 'tocsin:watchdog', async () => {
      const overdue = await overdueIncidents(this.parts.pool, this.parts.clock.now() - OVERDUE_MS);
      const waiting = overdue.values();
      const findings: Finding[] = [];
      const work = async (): Promise<void> => {
        for (const one of waiting) findings.push(await this.treat(one));
      };
      await Promise.all(Array.from({ length: AT_ONCE }, work));
      return findings;
    });
  }

  /** [I12] Whatever goes wrong with one incident is its own finding. */
  private async treat(overdue: OverdueIncident): Promise<Finding> {
    const health = await incidentHealth(this.parts.client, workflowIdOf(overdue), this.parts.clock.now());
    const did = await this.remedy(overdue, health).catch((error: unknown) => {
      this.parts.warn('the watchdog could not help an incident', { incident: overdue.key, why: String(error) });
      return 'TOLD_NOBODY' as const;
    });
    if (did !== 'NOTHING' || health !== 'WORKING')
      this.parts.warn('an incident missed its deadline', { incident: overdue.key, missed: overdue.missed, health, did });
    return { ...overdue, health, did };
  }

  private async remedy(overdue: OverdueIncident, health: IncidentHealth): Promise<Finding['did']> {
    const start = await this.parts.openings.find(overdue.key);
    if (start === null || start.phase === 'FINISHED') return 'NOTHING';
    if (health === 'LOST' && (await this.resume(start))) return 'RESUMED';
    return this.isToBeTold(overdue, health) ? await this.tell(start, overdue) : 'NOTHING';
  }

  /** A page that a healthy workflow still tries to deliver (its channel is dead) is left to the ladder. */
  private isToBeTold({ missed, dueAt }: OverdueIncident, health: IncidentHealth): boolean {
    if (!mattersToPeople(missed) || (missed === 'PAGE' && health === 'WORKING')) return false;
    return health === 'BROKEN' || this.parts.clock.now() - dueAt > TELL_AFTER_MS;
  }

  private async resume(start: IncidentStart): Promise<boolean> {
    try {
      await this.parts.starter.resume(start);
      return true;
    } catch (error) {
      this.parts.warn('a lost incident could not be resumed', { incident: start.opening.key, why: String(error) });
      return false;
    }
  }

  private async tell(start: IncidentStart, { dueAt }: OverdueIncident): Promise<Finding['did']> {
    const told = await this.parts.pager.tellCatchAll(start, { dueAt, now: this.parts.clock.now() });
    if (told === 'STALE') return 'NOTHING';
    return told === 'TOLD' ? 'TOLD_CATCH_ALL' : 'TOLD_NOBODY';
  }
}
