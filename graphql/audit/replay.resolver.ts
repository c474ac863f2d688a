import { Args, ArgsType, Field, ID, Query, Resolver } from '@nestjs/graphql';
import type { Viewer } from '../../services/access/access.model.js';
import { ReplayService } from '../../services/audit/replay.service.js';
import { sightOf } from '../../services/incidents/acting.js';
import type { ReplayOn } from '../../services/orchestration/incident-replays.port.js';
import { CurrentViewer } from '../access/current-viewer.decorator.js';
import { Requires } from '../access/requires.decorator.js';
import { ReplayOnEnum } from './replay.enums.js';
import { IncidentReplay } from './replay.model.js';

@ArgsType()
class ReplayArgs {
  @Field(() => ID, { description: 'Its key, for example INC-1042.' })
  readonly key!: string;
  @Field(() => ReplayOnEnum, { nullable: true, description: 'On which code; RECORDED when absent.' })
  readonly on?: ReplayOn | null;
}

@Resolver()
export class ReplayResolver {
  constructor(private readonly replays: ReplayService) {}

  @Query(() => IncidentReplay, {
    description:
      'Executes everything that an incident’s workflows did again, from their histories alone, and compares it with what is recorded. Changes nothing.',
  })
  @Requires('audit:read')
  replayIncident(@CurrentViewer() viewer: Viewer, @Args() { key, on }: ReplayArgs) {
    return this.replays.replay(sightOf(viewer), key, on ?? 'RECORDED');
  }
}
