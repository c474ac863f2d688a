import { Args, ArgsType, Field, ID, InputType, Query, Resolver } from '@nestjs/graphql';
import type { FollowUpClass } from '../../domain/postincident/classes.js';
import type { Viewer } from '../../services/access/access.model.js';
import { sightOf } from '../../services/incidents/acting.js';
import { DirectoryService } from '../../services/incidents/directory.service.js';
import { FollowUpsService } from '../../services/incidents/follow-ups.service.js';
import { CurrentViewer } from '../access/current-viewer.decorator.js';
import { Requires } from '../access/requires.decorator.js';
import { ConnectionArgs, decodeCursor, encodeCursor, pageSize, toConnection } from '../support/relay.js';
import { DateTimeScalar } from '../support/scalars.js';
import { FollowUpConnection } from './follow-up.model.js';
import { FollowUpClassEnum } from './learning.enums.js';
import { followUpOf } from './learning.view.js';

@InputType({ description: 'Every part that is given must hold; without any, every follow-up matches.' })
export class FollowUpFilterInput {
  @Field(() => Boolean, { nullable: true, description: 'true: still to be done; false: done or given up.' })
  readonly open?: boolean | null;
  @Field(() => ID, { nullable: true, description: 'Of this person.' })
  readonly owner?: string | null;
  @Field(() => FollowUpClassEnum, { nullable: true, description: 'Of this class.' })
  readonly class?: FollowUpClass | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'Due before this instant.' })
  readonly dueBefore?: number | null;
}

@ArgsType()
export class FollowUpsArgs extends ConnectionArgs {
  @Field(() => FollowUpFilterInput, { nullable: true, description: 'Which.' })
  readonly filter?: FollowUpFilterInput | null;
}

@Resolver()
export class FollowUpsResolver {
  constructor(
    private readonly listed: FollowUpsService,
    private readonly directory: DirectoryService,
  ) {}

  @Query(() => FollowUpConnection, { description: 'What is to be done after incidents, what is due first first. Guide: G2.6' })
  @Requires('incidents:read')
  async followUps(@CurrentViewer() viewer: Viewer, @Args() { first, after, filter }: FollowUpsArgs) {
    await this.directory.current();
    const { open, owner, class: kind, dueBefore } = filter ?? {};
    const found = await this.listed.list(sightOf(viewer), {
      filter: { open: open ?? undefined, owner: owner ?? undefined, class: kind ?? undefined, dueBefore: dueBefore ?? undefined },
      after: after == null ? null : placeOf(after),
      first: pageSize(first),
    });
    const rows = found.rows.map((view) => followUpOf(this.directory, view));
    return toConnection({ ...found, rows }, after, (one) => encodeCursor(one.dueAt, one.incidentKey, one.number));
  }
}

function placeOf(cursor: string): { readonly dueAt: number; readonly incidentKey: string; readonly number: number } {
  const [dueAt, incidentKey, number] = decodeCursor(cursor);
  return { dueAt, incidentKey: String(incidentKey ?? ''), number: Number(number) || 0 };
}
