import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import { systemClock } from '../../services/config/clock.js';
import { HandoffsService } from '../../services/handoffs/handoffs.service.js';
import { DirectoryService } from '../../services/incidents/directory.service.js';
import { OnCallService } from '../../services/oncall/on-call.service.js';
import { Requires } from '../access/requires.decorator.js';
import { personOf } from '../handbook/directory.view.js';
import { handoffView } from '../handoffs/handoff.view.js';
import { DateTimeScalar } from '../support/scalars.js';
import { AS_KNOWN_AT } from './as-known-at.argument.js';
import { OnCall } from './on-call.model.js';

@Resolver()
export class OnCallResolver {
  constructor(
    private readonly onCall: OnCallService,
    private readonly directory: DirectoryService,
    private readonly handoffs: HandoffsService,
  ) {}

  @Query(() => [OnCall], {
    name: 'onCall',
    description: 'Who is on call, by the handbook in force then: for one schedule, or for each. Guide: G1.1',
  })
  @Requires('oncall:read')
  async at(
    @Args('schedule', { type: () => ID, nullable: true, description: 'The schedule; without it, every one.' }) schedule: string | null,
    @Args('at', { type: () => DateTimeScalar, nullable: true, description: 'When; without it, now.' }) at: number | null,
    @Args('asKnownAt', AS_KNOWN_AT) asKnownAt: number | null,
  ) {
    await this.directory.current();
    const shifts = await this.onCall.at(at ?? systemClock.now(), schedule ?? null, asKnownAt ?? null);
    const isNow = at == null && asKnownAt == null;
    const waiting = await this.handoffs.waiting(isNow ? shifts.map((shift) => shift.schedule) : []);
    return shifts.map((shift) => {
      const handoff = waiting.get(shift.schedule);
      return {
        schedule: shift.schedule,
        from: shift.from,
        to: shift.to,
        cover: shift.via === 'override' || shift.via === 'cover',
        person: personOf(this.directory, shift.person),
        handoff: handoff === undefined ? null : handoffView(this.directory, handoff),
      };
    });
  }
}
