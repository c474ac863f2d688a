import { Args, Field, InputType, Int, Mutation, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { changesBetween } from '../../domain/handbook/diff-handbooks.js';
import type { ApplicationState } from '../../domain/handbook/versions-in-time.js';
import { actorName, type Viewer } from '../../services/access/access.model.js';
import { HandbookChangesService } from '../../services/handbook/handbook-changes.service.js';
import { DirectoryService } from '../../services/incidents/directory.service.js';
import { CurrentViewer } from '../access/current-viewer.decorator.js';
import { Requires } from '../access/requires.decorator.js';
import { described } from '../support/enums.js';
import { INPUT } from '../support/input-argument.js';
import { ConnectionArgs, connectionOf, decodeCursor, encodeCursor, pageSize, toConnection } from '../support/relay.js';
import { DateTimeScalar } from '../support/scalars.js';
import { HandbookChange } from './plan.model.js';

export const ApplicationStateEnum = described<ApplicationState>('HandbookVersionState', {
  description: 'What has become of a version that somebody applied.',
  values: {
    SCHEDULED: 'It is to take effect.',
    RUNNING: 'It runs.',
    REPLACED: 'Another one runs, or is to run, in its place.',
    WITHDRAWN: 'It was taken back before it took effect.',
  },
});

@ObjectType({
  description: 'One time that somebody made a version of the handbook run, or to run. A rollback is one more, of an older version.',
})
export class HandbookVersion {
  @Field(() => Int, { description: 'Counts the times that somebody did so.' })
  readonly number!: number;
  @Field(() => Int, { description: 'The version; incidents refer to it. A version never changes.' })
  readonly versionId!: number;
  @Field(() => Int, { nullable: true, description: 'The version that it replaces, as was known when it was applied; null: none.' })
  readonly previousVersionId!: number | null;
  @Field(() => String, { description: 'Its author’s own version.' })
  readonly authorVersion!: string;
  @Field(() => String, { description: 'Who applied it.' })
  readonly by!: string;
  @Field(() => DateTimeScalar, { description: 'When they did.' })
  readonly at!: number;
  @Field(() => DateTimeScalar, { description: 'From when on it runs; the same instant where that is at once.' })
  readonly effectiveAt!: number;
  @Field(() => ApplicationStateEnum, { description: 'What has become of it.' })
  readonly state!: string;
  @Field(() => String, { description: 'Why, in their words.' })
  readonly reason!: string;
  @Field(() => [String], { description: 'What changed with it, a line each.' })
  readonly diff!: readonly string[];
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was taken back; null: it was not.' })
  readonly withdrawnAt!: number | null;
  @Field(() => String, { nullable: true, description: 'Who took it back.' })
  readonly withdrawnBy!: string | null;
  @Field(() => String, { nullable: true, description: 'Why, in their words.' })
  readonly withdrawnReason!: string | null;
}

@ObjectType({ description: 'Which version somebody made run from when on; newest first.' })
export class HandbookVersionConnection extends connectionOf(HandbookVersion, 'HandbookVersion') {}

@InputType({ description: 'What withdrawHandbook needs.' })
export class WithdrawHandbookInput {
  @Field(() => Int, { description: 'The version that is not to take effect.' })
  readonly versionId!: number;
  @Field(() => String, { description: 'Why; kept with it.' })
  readonly reason!: string;
}

@ObjectType({ description: 'What withdrawHandbook answers.' })
export class WithdrawHandbookPayload {
  @Field(() => Int, { description: 'The version.' })
  readonly versionId!: number;
  @Field(() => [DateTimeScalar], { description: 'When it was to take effect.' })
  readonly effectiveAt!: readonly number[];
}

const VERSION = { type: () => Int, description: 'The number of a version.' } as const;

@Resolver()
export class HandbookVersionsResolver {
  constructor(
    private readonly handbooks: HandbookChangesService,
    private readonly directory: DirectoryService,
  ) {}

  @Query(() => HandbookVersionConnection, {
    description: 'Which version runs, ran or is to run from when on, who made it so, and why; the one applied last first.',
  })
  @Requires('handbook:read')
  async handbookVersions(@Args() { first, after }: ConnectionArgs) {
    const found = await this.handbooks.applications(after == null ? null : decodeCursor(after)[0], pageSize(first));
    return toConnection(found, after, ({ number }) => encodeCursor(number));
  }

  @Query(() => [HandbookChange], { description: 'What is otherwise in one version than in another.' })
  @Requires('handbook:read')
  async handbookDiff(@Args('from', VERSION) from: number, @Args('to', VERSION) to: number) {
    const [before, after] = await Promise.all([this.directory.byVersion(from), this.directory.byVersion(to)]);
    return changesBetween(before, after);
  }

  @Mutation(() => WithdrawHandbookPayload, {
    description: 'Takes a version back before it takes effect. Refused with CONFLICT once it has: then another one replaces it.',
  })
  @Requires('handbook:apply')
  async withdrawHandbook(@Args('input', INPUT) { versionId, reason }: WithdrawHandbookInput, @CurrentViewer() viewer: Viewer) {
    return { versionId, effectiveAt: await this.handbooks.withdraw({ versionId, reason, by: actorName(viewer) }) };
  }
}
