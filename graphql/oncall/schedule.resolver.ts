import { Args, ID, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { DirectoryService } from '../../services/incidents/directory.service.js';
import { OnCallService } from '../../services/oncall/on-call.service.js';
import { ReadinessService } from '../../services/oncall/readiness.service.js';
import { Requires } from '../access/requires.decorator.js';
import { personOf } from '../handbook/directory.view.js';
import { Schedule } from '../handbook/handbook.model.js';
import { DateTimeScalar } from '../support/scalars.js';
import { AS_KNOWN_AT } from './as-known-at.argument.js';
import { ReadinessFinding, Shift } from './shift.model.js';

@Resolver(() => Schedule)
export class ScheduleResolver {
  constructor(
    private readonly onCall: OnCallService,
    private readonly readiness: ReadinessService,
    private readonly directory: DirectoryService,
  ) {}

  @Query(() => Schedule, { description: 'A schedule, by the handbook as it runs. Guide: G1.1' })
  @Requires('oncall:read')
  schedule(@Args('id', { type: () => ID, description: 'As the handbook names it.' }) id: string) {
    return this.onCall.schedule(id);
  }

  @ResolveField(() => [Shift], {
    description:
      'Its shifts within a time of at most 366 days, oldest first, each by the handbook in force then. Where none is, nobody is on call.',
  })
  @Requires('oncall:read')
  async shifts(
    @Parent() { id }: Schedule,
    @Args('from', { type: () => DateTimeScalar, description: 'Since when, inclusive.' }) from: number,
    @Args('to', { type: () => DateTimeScalar, description: 'Until when, exclusive.' }) to: number,
    @Args('asKnownAt', AS_KNOWN_AT) asKnownAt: number | null,
  ) {
    const shifts = await this.onCall.shifts(id, { from, to }, asKnownAt ?? null);
    return shifts.map(({ from: begins, to: ends, via, person, entry }) => ({
      from: begins,
      to: ends,
      origin: via.toUpperCase(),
      entry,
      person: personOf(this.directory, person),
    }));
  }

  @Query(() => [ReadinessFinding], {
    name: 'readiness',
    description: 'What is not ready for the nights of the next four weeks, each by the handbook in force then. Empty: all is. Guide: G1.1',
  })
  @Requires('oncall:read')
  findings() {
    return this.readiness.findings();
  }
}
