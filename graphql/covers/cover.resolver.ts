import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Viewer } from '../../services/access/access.model.js';
import { CoversService } from '../../services/covers/covers.service.js';
import { actorOf } from '../../services/incidents/acting.js';
import { DirectoryService } from '../../services/incidents/directory.service.js';
import { CurrentViewer } from '../access/current-viewer.decorator.js';
import { Requires } from '../access/requires.decorator.js';
import { INPUT } from '../support/input-argument.js';
import { DateTimeScalar } from '../support/scalars.js';
import { Cover, EndCoverInput, EndCoverPayload, TakeShiftInput, TakeShiftPayload } from './cover.model.js';
import { coverView, warningView } from './cover.view.js';

const SCHEDULE = { type: () => ID, nullable: true, description: 'Only of this schedule; without it, of all.' } as const;
const SINCE = { type: () => DateTimeScalar, nullable: true, description: 'Only those that hold after this; without it, all.' } as const;
const FIRST = { type: () => Int, defaultValue: 20, description: 'How many at most, 1 to 100.' } as const;

@Resolver()
export class CoverResolver {
  constructor(
    private readonly service: CoversService,
    private readonly directory: DirectoryService,
  ) {}

  @Query(() => [Cover], { description: 'Who covers by agreement, the newest agreement first. Guide: G1.1' })
  @Requires('oncall:read')
  async covers(
    @Args('schedule', SCHEDULE) schedule: string | null,
    @Args('since', SINCE) since: number | null,
    @Args('first', FIRST) first: number,
  ) {
    await this.directory.current();
    const found = await this.service.list({ schedule: schedule ?? null, since: since ?? null, limit: first });
    return found.map((cover) => coverView(this.directory, cover));
  }

  @Mutation(() => TakeShiftPayload, {
    description: 'Takes the shift now: the next page of the schedule goes to the taker, and whoever had it is told. Guide: G1.1',
  })
  @Requires('incidents:respond')
  async takeShift(@Args('input', INPUT) { schedule, until, reason, onBehalfOf }: TakeShiftInput, @CurrentViewer() viewer: Viewer) {
    const { person } = actorOf(viewer, onBehalfOf ?? undefined);
    const taken = await this.service.take(person, { schedule, until: until ?? null, reason: reason ?? null });
    await this.directory.current();
    return {
      cover: coverView(this.directory, taken.cover),
      warnings: taken.warnings.map((warning) => warningView(this.directory, warning)),
    };
  }

  @Mutation(() => EndCoverPayload, {
    description: 'Gives back what is left of a cover: whoever covers, is relieved or asked for it may, and an administrator. Guide: G1.1',
  })
  @Requires('incidents:respond')
  async endCover(@Args('input', INPUT) { id, onBehalfOf }: EndCoverInput, @CurrentViewer() viewer: Viewer) {
    const { person } = actorOf(viewer, onBehalfOf ?? undefined);
    const { cover, outcome } = await this.service.end({ person, role: viewer.role }, id);
    await this.directory.current();
    return { cover: coverView(this.directory, cover), outcome };
  }
}
