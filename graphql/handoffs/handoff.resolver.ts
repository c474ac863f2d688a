import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Viewer } from '../../services/access/access.model.js';
import { HandoffsService } from '../../services/handoffs/handoffs.service.js';
import { actorOf, sightOf } from '../../services/incidents/acting.js';
import { DirectoryService } from '../../services/incidents/directory.service.js';
import { CurrentViewer } from '../access/current-viewer.decorator.js';
import { Requires } from '../access/requires.decorator.js';
import { INPUT } from '../support/input-argument.js';
import { AcceptHandoffInput, AcceptHandoffPayload, Handoff } from './handoff.model.js';
import { handoffView } from './handoff.view.js';

const MOST = 100;

@Resolver()
export class HandoffResolver {
  constructor(
    private readonly handoffs: HandoffsService,
    private readonly directory: DirectoryService,
  ) {}

  @Query(() => [Handoff], {
    name: 'handoffs',
    description: 'The changes of the guard, and incidents that were handed over when they were resolved, newest first. Guide: G1.3',
  })
  @Requires('oncall:read')
  async list(
    @Args('schedule', { type: () => ID, nullable: true, description: 'Only of this schedule; without it, of all.' }) schedule:
      | string
      | null,
    @Args('first', { type: () => Int, defaultValue: 20, description: 'How many at most, 1 to 100.' }) first: number,
    @CurrentViewer() viewer: Viewer,
  ) {
    await this.directory.current();
    const limit = Math.max(1, Math.min(MOST, first));
    const found = await this.handoffs.list(sightOf(viewer), { schedule: schedule ?? null, limit });
    return found.map((handoff) => handoffView(this.directory, handoff));
  }

  @Mutation(() => AcceptHandoffPayload, {
    description: 'Takes over a schedule, and from here is paged alone; or what is left of a resolved incident. Guide: G1.3',
  })
  @Requires('incidents:respond')
  async acceptHandoff(@Args('input', INPUT) { id, onBehalfOf }: AcceptHandoffInput, @CurrentViewer() viewer: Viewer) {
    const { handoff, outcome } = await this.handoffs.accept(actorOf(viewer, onBehalfOf ?? undefined).person, id);
    await this.directory.current();
    return { handoff: handoffView(this.directory, handoff), outcome };
  }
}
