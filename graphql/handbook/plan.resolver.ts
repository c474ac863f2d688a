import { Args, Field, InputType, Int, Mutation, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { actorName, type Viewer } from '../../services/access/access.model.js';
import { HandbookChangesService } from '../../services/handbook/handbook-changes.service.js';
import { DirectoryService } from '../../services/incidents/directory.service.js';
import { CurrentViewer } from '../access/current-viewer.decorator.js';
import { Requires } from '../access/requires.decorator.js';
import { INPUT } from '../support/input-argument.js';
import { HandbookDraftInput, HandbookPlan, HandbookProblem } from './plan.model.js';
import { draftOf, planView } from './plan.view.js';

@InputType({ description: 'What applyHandbook needs.' })
export class ApplyHandbookInput {
  @Field(() => HandbookDraftInput, { description: 'The handbook that is to run.' })
  readonly draft!: HandbookDraftInput;
  @Field(() => String, { description: 'The digest of its plan: nothing is applied that nobody has looked at.' })
  readonly digest!: string;
  @Field(() => String, { description: 'Why the handbook changes; kept with the version.' })
  readonly reason!: string;
}

@ObjectType({ description: 'What applyHandbook answers.' })
export class ApplyHandbookPayload {
  @Field(() => Int, { nullable: true, description: 'The version that runs now; null where the draft has problems: then nothing changed.' })
  readonly versionId!: number | null;
  @Field(() => Boolean, { description: 'false: this very handbook was running already, or the draft has problems.' })
  readonly changed!: boolean;
  @Field(() => [String], { description: 'What changed, a line each.' })
  readonly diff!: readonly string[];
  @Field(() => [HandbookProblem], { description: 'Everything that is wrong with the draft.' })
  readonly problems!: readonly HandbookProblem[];
}

@Resolver()
export class PlanHandbookResolver {
  constructor(
    private readonly handbooks: HandbookChangesService,
    private readonly directory: DirectoryService,
  ) {}

  @Query(() => HandbookPlan, { description: 'What a draft would change from now on: parts, shifts, ladders, nights. Changes nothing.' })
  @Requires('handbook:read')
  async planHandbook(@Args('draft', { description: 'The handbook that is to run.' }) draft: HandbookDraftInput) {
    await this.directory.current();
    return planView(await this.handbooks.plan({ draft: draftOf(draft), effectiveAt: null }), this.directory);
  }

  @Mutation(() => ApplyHandbookPayload, {
    description:
      'Makes a planned handbook the running one. Refused with CONFLICT where another plan’s digest is given. A rollback applies an older version.',
  })
  @Requires('handbook:apply')
  async applyHandbook(@Args('input', INPUT) { draft, digest, reason }: ApplyHandbookInput, @CurrentViewer() viewer: Viewer) {
    const applied = await this.handbooks.apply({ draft: draftOf(draft), effectiveAt: null, digest, reason, by: actorName(viewer) });
    return applied.ok ? { ...applied.value, problems: [] } : { versionId: null, changed: false, diff: [], problems: applied.error };
  }
}
