import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { rerouted } from '../../domain/escalation/rerouted.js';
import type { Viewer } from '../../services/access/access.model.js';
import { HandbookChangesService } from '../../services/handbook/handbook-changes.service.js';
import { sightOf } from '../../services/incidents/acting.js';
import { DirectoryService } from '../../services/incidents/directory.service.js';
import { IncidentsService } from '../../services/incidents/incidents.service.js';
import { CurrentViewer } from '../access/current-viewer.decorator.js';
import { MAX_PAGE } from '../support/relay.js';
import { HandbookPlan, NightComparison, RunningIncidents } from './plan.model.js';
import { draftedPerson, type PlanView, sides } from './plan.view.js';

const OPEN = { open: true } as const;

/** What costs more than the rest of a plan, worked out where it is asked for. */
@Resolver(() => HandbookPlan)
export class PlanFieldsResolver {
  constructor(
    private readonly handbooks: HandbookChangesService,
    private readonly incidents: IncidentsService,
    private readonly directory: DirectoryService,
  ) {}

  @ResolveField(() => NightComparison, {
    nullable: true,
    description: 'Which nights become better or worse; null while there are problems.',
  })
  async nights(@Parent() { planned }: PlanView) {
    if (planned === null) return null;
    const { better, worse } = await this.handbooks.nights(planned);
    const named = (changes: typeof better) =>
      changes.map((change) => ({ ...change, person: draftedPerson(planned, this.directory, change.person) }));
    return { better: named(better), worse: named(worse) };
  }

  @ResolveField(() => RunningIncidents, {
    nullable: true,
    description: 'What it does to running incidents; null while there are problems.',
  })
  async incidentsRunning(@Parent() { planned }: PlanView, @CurrentViewer() viewer: Viewer) {
    if (planned === null) return null;
    const sight = sightOf(viewer);
    const [open, newest] = await Promise.all([
      this.incidents.count(sight, OPEN),
      this.incidents.list(sight, { filter: OPEN, first: MAX_PAGE }),
    ]);
    const folds = await this.incidents.folds(
      sight,
      newest.rows.map((one) => one.key),
    );
    const rungs = [...folds.values()].flatMap((fold) => rerouted(fold, planned.shifts));
    return { open, rerouted: rungs.map((rung) => ({ ...rung, ...sides(planned, this.directory, rung) })) };
  }
}
