import { Args, Field, InputType, Int, Mutation, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { actorName, type Viewer } from '../../services/access/access.model.js';
import { HandbookChangesService } from '../../services/handbook/handbook-changes.service.js';
import { DirectoryService } from '../../services/incidents/directory.service.js';
import { CurrentViewer } from '../access/current-viewer.decorator.js';
import { Requires } from '../access/requires.decorator.js';
import { INPUT } from '../support/input-argument.js';
import { DateTimeScalar } from '../support/scalars.js';
import { HandbookDraftInput, HandbookPlan, HandbookProblem, ScheduledHandbook } from './plan.model.js';
import { draftOf, planView } from './plan.view.js';

@InputType({ description: 'What applyHandbook needs.' })
export class ApplyHandbookInput {
  @Field(() => HandbookDraftInput, { description: 'The handbook that is to run.' })
  readonly draft!: HandbookDraftInput;
  @Field(() => String, { description: 'The digest of its plan: nothing is applied that nobody has looked at.' })
  readonly digest!: string;
  @Field(() => String, { description: 'Why the handbook changes; kept with the version.' })
  readonly reason!: string;
  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'From when on it is to run, as it was planned: an instant to come, at most 366 days ahead; without it, at once.',
  })
  readonly effectiveAt?: number | null;
}

@ObjectType({ description: 'What applyHandbook answers.' })
export class ApplyHandbookPayload {
  @Field(() => Int, {
    nullable: true,
    description: 'The version that runs now, or is to; null where the draft has problems: then nothing changed.',
  })
  readonly versionId!: number | null;
  @Field(() => Boolean, { description: 'false: this very handbook runs then anyway, or the draft has problems.' })
  readonly changed!: boolean;
  @Field(() => [String], { description: 'What changed, a line each.' })
  readonly diff!: readonly string[];
  @Field(() => DateTimeScalar, { nullable: true, description: 'From when on it runs; null: since now.' })
  readonly effectiveAt!: number | null;
  @Field(() => [ScheduledHandbook], { description: 'What takes effect after it, and replaces it; soonest first.' })
  readonly scheduled!: readonly ScheduledHandbook[];
  @Field(() => [HandbookProblem], { description: 'Everything that is wrong with the draft.' })
  readonly problems!: readonly HandbookProblem[];
}

@Resolver()
export class PlanHandbookResolver {
  constructor(
    private readonly handbooks: HandbookChangesService,
    private readonly directory: DirectoryService,
  ) {}

  @Query(() => HandbookPlan, {
    description: 'What a draft would change once it takes effect: parts, shifts, ladders, nights. Changes nothing.',
  })
  @Requires('handbook:read')
  async planHandbook(
    @Args('draft', { description: 'The handbook that is to run.' }) draft: HandbookDraftInput,
    @Args('effectiveAt', {
      type: () => DateTimeScalar,
      nullable: true,
      description: 'From when on it is to run: an instant to come, at most 366 days ahead; without it, at once.',
    })
    effectiveAt: number | null,
  ) {
    await this.directory.current();
    return planView(await this.handbooks.plan({ draft: draftOf(draft), effectiveAt: effectiveAt ?? null }), this.directory);
  }

  @Mutation(() => ApplyHandbookPayload, {
    description:
      'Makes a planned handbook run, at once or from an instant on, until another one does. Refused with CONFLICT where another plan’s digest is given. A rollback applies an older version.',
  })
  @Requires('handbook:apply')
  async applyHandbook(@Args('input', INPUT) input: ApplyHandbookInput, @CurrentViewer() viewer: Viewer) {
    const { draft, digest, reason, effectiveAt = null } = input;
    const applied = await this.handbooks.apply({ draft: draftOf(draft), effectiveAt, digest, reason, by: actorName(viewer) });
    return applied.ok ? { ...applied.value, problems: [] } : { ...NOT_APPLIED, problems: applied.error };
  }
}

const NOT_APPLIED = { versionId: null, changed: false, diff: [], effectiveAt: null, scheduled: [] };
