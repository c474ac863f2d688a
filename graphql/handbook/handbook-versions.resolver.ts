import { Args, Field, Int, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { changesBetween } from '../../domain/handbook/diff-handbooks.js';
import { HandbookChangesService } from '../../services/handbook/handbook-changes.service.js';
import { DirectoryService } from '../../services/incidents/directory.service.js';
import { Requires } from '../access/requires.decorator.js';
import { ConnectionArgs, connectionOf, decodeCursor, encodeCursor, pageSize, toConnection } from '../support/relay.js';
import { DateTimeScalar } from '../support/scalars.js';
import { HandbookChange } from './plan.model.js';

@ObjectType({ description: 'One time that a version of the handbook began to run. A rollback is one more, of an older version.' })
export class HandbookVersion {
  @Field(() => Int, { description: 'Counts the times that the running handbook changed.' })
  readonly number!: number;
  @Field(() => Int, { description: 'The version; incidents refer to it. A version never changes.' })
  readonly versionId!: number;
  @Field(() => Int, { nullable: true, description: 'The version that ran until then; null: none.' })
  readonly previousVersionId!: number | null;
  @Field(() => String, { description: 'Its author’s own version.' })
  readonly authorVersion!: string;
  @Field(() => String, { description: 'Who applied it.' })
  readonly by!: string;
  @Field(() => DateTimeScalar, { description: 'When.' })
  readonly at!: number;
  @Field(() => String, { description: 'Why, in their words.' })
  readonly reason!: string;
  @Field(() => [String], { description: 'What changed with it, a line each.' })
  readonly diff!: readonly string[];
}

@ObjectType({ description: 'When which version began to run, newest first.' })
export class HandbookVersionConnection extends connectionOf(HandbookVersion, 'HandbookVersion') {}

const VERSION = { type: () => Int, description: 'The number of a version.' } as const;

@Resolver()
export class HandbookVersionsResolver {
  constructor(
    private readonly handbooks: HandbookChangesService,
    private readonly directory: DirectoryService,
  ) {}

  @Query(() => HandbookVersionConnection, { description: 'When which version began to run, who made it so, and why; newest first.' })
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
}
