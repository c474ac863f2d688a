import { Inject, Injectable } from '@nestjs/common';
import { DomainFailure } from '../../domain/error.js';
import { judgeScenario, type Scenario } from '../../domain/escalation/scenario.js';
import { type Simulation, simulate } from '../../domain/escalation/simulate.js';
import type { ZoneRules } from '../../domain/oncall/zone-rules.js';
import { systemClock } from '../config/clock.js';
import { KnownRosters } from '../oncall/known-rosters.service.js';
import { ZONE_RULES } from '../oncall/on-call.service.js';

/** What would happen, by the handbook as it runs, or is to run at an instant to come, and by the covers that people agreed on: nothing is started and nobody is paged. Guide: G1.2 */
@Injectable()
export class SimulationService {
  constructor(
    private readonly rosters: KnownRosters,
    @Inject(ZONE_RULES) private readonly zones: ZoneRules,
  ) {}

  /** Throws `UNKNOWN_SERVICE`, `UNKNOWN_PERSON`, and `UNAVAILABLE` before the first handbook is applied. */
  async simulate(scenario: Scenario): Promise<Simulation> {
    const at = Math.max(scenario.at, systemClock.now());
    const [current] = (await this.rosters.rosterAsKnownAt(null, { from: at, to: at + 1 })).versions;
    if (current === undefined) throw new DomainFailure({ code: 'UNAVAILABLE', detail: 'no handbook has been applied yet' });
    const refusal = judgeScenario(current.handbook, scenario);
    if (refusal !== null) throw new DomainFailure(refusal);
    return simulate(current.handbook, scenario, this.zones);
  }
}
