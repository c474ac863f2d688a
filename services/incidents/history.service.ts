import { setImmediate as nextTurn } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { DomainFailure } from '../../domain/error.js';
import { memoisedPlans } from '../../domain/escalation/memoised-plans.js';
import {
  figuresOf,
  type HistoryFigures,
  type HistoryOutcome,
  habitsOf,
  type PastIncident,
  recordedOutcome,
  replannedOutcome,
} from '../../domain/escalation/replan-history.js';
import type { Handbook } from '../../domain/handbook/handbook.model.js';
import { DAY_MS, type DurationMs } from '../../domain/instant.js';
import type { ZoneRules } from '../../domain/oncall/zone-rules.js';
import { systemClock } from '../config/clock.js';
import { ZONE_RULES } from '../oncall/on-call.service.js';
import { Database } from '../persistence/database.js';
import { IN_SIGHT, type Sight, scopeParameter } from '../persistence/incident-scope.js';
import { poolOf } from '../persistence/sql.js';
import { DirectoryService } from './directory.service.js';

/** Printed with every comparison. */
export const ASSUMPTION =
  'Assumed: whoever is paged answers with the delay that they had in that incident, or else with their median; people without a recorded answer are named and taken not to answer. Every send succeeds.';

export interface HistoryComparison {
  readonly assumption: string;
  readonly days: number;
  /** As it is recorded. */
  readonly recorded: HistoryFigures;
  /** Re-planned under the running handbook: what the assumption alone makes of it. */
  readonly running: HistoryFigures;
  readonly draft: HistoryFigures;
  /** How long each person takes, in the middle, from page to acknowledgement. */
  readonly medians: ReadonlyMap<string, DurationMs>;
}

/** Newest first; more are left out. */
const MOST = 5_000;
/** Others are answered after so many. */
const SLICE = 100;

/** $1 scope, $2 since (ms), $3 at most. Tests are no history. */
const READ_HISTORY = `
SELECT i.key, i.service, i.severity, (extract(epoch FROM i.detected_at) * 1000)::float8 AS at,
  (SELECT coalesce(json_agg(json_build_object('person', p.person, 'urgency', p.urgency, 'at', (extract(epoch FROM p.at) * 1000)::float8) ORDER BY p.at), '[]')
    FROM pages p WHERE p.incident_key = i.key) AS pages,
  (SELECT json_build_object('person', e.body -> 'by' ->> 'person', 'at', (extract(epoch FROM e.at) * 1000)::float8)
    FROM incident_events e WHERE e.incident_key = i.key AND e.type = 'Acknowledged' ORDER BY e.seq LIMIT 1) AS acknowledged
FROM incidents i WHERE ${IN_SIGHT} AND NOT i.test AND i.detected_at >= to_timestamp($2::double precision / 1000)
ORDER BY i.number DESC LIMIT $3`;

/** Past incidents under a handbook that does not run yet. Guide: G1.2 */
@Injectable()
export class HistoryService {
  private readonly pool: Pool;

  constructor(
    private readonly directory: DirectoryService,
    @Inject(ZONE_RULES) private readonly zones: ZoneRules,
    dataSource: Database,
  ) {
    this.pool = poolOf(dataSource);
  }

  /** Of the last `days` days (1 to 366), what the viewer may see. Throws `INVALID_INPUT`, `UNAVAILABLE` before the first handbook. */
  async compare(sight: Sight, draft: Handbook, days: number): Promise<HistoryComparison> {
    if (!Number.isInteger(days) || days < 1 || days > 366)
      throw new DomainFailure({ code: 'INVALID_INPUT', field: 'days', detail: 'a history has 1 to 366 days' });
    const running = await this.directory.current();
    if (running === null) throw new DomainFailure({ code: 'UNAVAILABLE', detail: 'no handbook has been applied yet' });
    const since = systemClock.now() - days * DAY_MS;
    const { rows } = await this.pool.query<PastIncident>(READ_HISTORY, [scopeParameter(sight), since, MOST]);
    return await compareHistory(rows, { days, running: running.handbook, draft }, this.zones);
  }
}

interface Sides {
  readonly days: number;
  readonly running: Handbook;
  readonly draft: Handbook;
}

/** The same incidents as recorded, under the running handbook, and under the draft. */
export async function compareHistory(incidents: readonly PastIncident[], sides: Sides, zones: ZoneRules): Promise<HistoryComparison> {
  const habits = habitsOf(incidents);
  const replanned = async (handbook: Handbook): Promise<HistoryFigures> => {
    const parts = { handbook, planOf: memoisedPlans(handbook, zones), habits, zones };
    return figuresOf(await inSlices(incidents, (one) => replannedOutcome(parts, one)));
  };
  return {
    assumption: ASSUMPTION,
    days: sides.days,
    recorded: figuresOf(incidents.map((one) => recordedOutcome(sides.running, one, zones))),
    running: await replanned(sides.running),
    draft: await replanned(sides.draft),
    medians: habits.medians,
  };
}

async function inSlices(
  incidents: readonly PastIncident[],
  judge: (one: PastIncident) => HistoryOutcome,
): Promise<readonly HistoryOutcome[]> {
  const outcomes: HistoryOutcome[] = [];
  for (const one of incidents) {
    if (outcomes.length % SLICE === SLICE - 1) await nextTurn();
    outcomes.push(judge(one));
  }
  return outcomes;
}
