import { Inject, Injectable } from '@nestjs/common';
import { DomainFailure } from '../../domain/error.js';
import { judgeScenario, type Scenario } from '../../domain/escalation/scenario.js';
import { type Simulation, simulate } from '../../domain/escalation/simulate.js';
import type { ZoneRules } from '../../domain/oncall/zone-rules.js';
import { DirectoryService } from '../incidents/directory.service.js';
import { ZONE_RULES } from '../oncall/on-call.service.js';

/** What would happen, by the handbook as it runs: nothing is started and nobody is paged. Guide: G1.2 */
@Injectable()
export class SimulationService {
  constructor(
    private readonly directory: DirectoryService,
    @Inject(ZONE_RULES) private readonly zones: ZoneRules,
  ) {}

  /** Throws `UNKNOWN_SERVICE`, `UNKNOWN_PERSON`, and `UNAVAILABLE` before the first handbook is applied. */
  async simulate(scenario: Scenario): Promise<Simulation> {
    const current = await this.directory.current();
    if (current === null) throw new DomainFailure({ code: 'UNAVAILABLE', detail: 'no handbook has been applied yet' });
    const refusal = judgeScenario(current.handbook, scenario);
    if (refusal !== null) throw new DomainFailure(refusal);
    return simulate(current.handbook, scenario, this.zones);
  }
}
