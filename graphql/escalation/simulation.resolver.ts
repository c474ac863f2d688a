import { Args, Query, Resolver } from '@nestjs/graphql';
import { rungWords } from '../../domain/incidents/rung-words.js';
import { MINUTE_MS } from '../../domain/instant.js';
import { SimulationService } from '../../services/escalation/simulation.service.js';
import { DirectoryService } from '../../services/incidents/directory.service.js';
import { Requires } from '../access/requires.decorator.js';
import { personOf } from '../handbook/directory.view.js';
import { INPUT } from '../support/input-argument.js';
import { IncidentSimulation, SimulateIncidentInput } from './simulation.model.js';

@Resolver()
export class SimulationResolver {
  constructor(
    private readonly simulations: SimulationService,
    private readonly directory: DirectoryService,
  ) {}

  @Query(() => IncidentSimulation, {
    description: 'What would happen by the running handbook: the dated list of pages. Nothing is started, nobody is paged. Guide: G1.2',
  })
  @Requires('handbook:read')
  async simulateIncident(@Args('input', INPUT) input: SimulateIncidentInput) {
    const { service, severity, at, acknowledgedBy, acknowledgedAfterMinutes } = input;
    const acknowledges = acknowledgedBy ? { person: acknowledgedBy, afterMs: (acknowledgedAfterMinutes ?? 0) * MINUTE_MS } : null;
    const simulated = await this.simulations.simulate({ service, severity, at, acknowledges });
    return {
      steps: simulated.steps.map(({ afterMs, rung, targets }) => ({ after: afterMs, targets, why: rungWords(rung) })),
      pages: simulated.pages.map(({ afterMs, person, rung, ...page }) => ({
        ...page,
        after: afterMs,
        person: personOf(this.directory, person),
        why: rungWords(rung),
      })),
      skipped: simulated.skipped.map(({ afterMs, person, until, ...skip }) => ({
        ...skip,
        after: afterMs,
        until: until ?? null,
        person: person === undefined ? null : personOf(this.directory, person),
      })),
      exhaustedAfter: simulated.exhaustedAfterMs,
      acknowledgedBy: simulated.acknowledgedBy === null ? null : personOf(this.directory, simulated.acknowledgedBy),
    };
  }
}
