import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Viewer } from '../../services/access/access.model.js';
import { DirectoryService } from '../../services/incidents/directory.service.js';
import type { IncidentView } from '../../services/incidents/incident.view.js';
import { IncidentsService } from '../../services/incidents/incidents.service.js';
import { StatusPageService } from '../../services/pages/status/status-page.service.js';
import { CurrentViewer } from '../access/current-viewer.decorator.js';
import type { GraphqlContext } from '../access/graphql-context.js';
import { Requires } from '../access/requires.decorator.js';
import { personOf } from '../handbook/directory.view.js';
import { CommandRunner } from '../incidents/command-runner.js';
import { Incident } from '../incidents/incident.model.js';
import { foldOf } from '../incidents/loaders-of.js';
import { INPUT } from '../support/input-argument.js';
import { StatusPageModel, StatusPost } from './status-page.model.js';
import { DiscardStatusPostInput, DraftStatusPostInput, PublishStatusPostInput } from './status-post.inputs.js';
import { DiscardStatusPostPayload, DraftStatusPostPayload, PublishStatusPostPayload } from './status-post.payloads.js';

@Resolver()
export class StatusPostResolver {
  constructor(
    private readonly commands: CommandRunner,
    private readonly page: StatusPageService,
  ) {}

  @Mutation(() => DraftStatusPostPayload, { description: 'Writes what the public may be told; nobody outside sees it yet. Guide: G2.5' })
  @Requires('incidents:respond')
  draftStatusPost(@Args('input', INPUT) input: DraftStatusPostInput, @CurrentViewer() viewer: Viewer) {
    return this.commands.run(viewer, 'draftStatusPost', input);
  }

  @Mutation(() => PublishStatusPostPayload, { description: 'Tells the public. A restricted incident refuses. Guide: G2.5' })
  @Requires('incidents:respond')
  publishStatusPost(@Args('input', INPUT) input: PublishStatusPostInput, @CurrentViewer() viewer: Viewer) {
    return this.commands.run(viewer, 'publishStatusPost', input);
  }

  @Mutation(() => DiscardStatusPostPayload, { description: 'Takes a draft away; what is public stays. Guide: G2.5' })
  @Requires('incidents:respond')
  discardStatusPost(@Args('input', INPUT) input: DiscardStatusPostInput, @CurrentViewer() viewer: Viewer) {
    return this.commands.run(viewer, 'discardStatusPost', input);
  }

  @Query(() => StatusPageModel, { description: 'What the public reads at /status. Guide: G2.5' })
  @Requires('incidents:read')
  async statusPage() {
    const board = await this.page.board();
    return { ...board, path: '/status', ongoing: board.ongoing.map(({ key }) => key) };
  }
}

@Resolver(() => Incident)
export class IncidentStatusPostsResolver {
  constructor(
    private readonly incidents: IncidentsService,
    private readonly directory: DirectoryService,
  ) {}

  @ResolveField(() => [StatusPost], { description: 'What the public was told of it, or may be, oldest first; without discarded drafts.' })
  async statusPosts(@Parent() incident: IncidentView, @Context() context: GraphqlContext) {
    const fold = await foldOf(context, this.incidents, incident);
    const person = (id: string | null) => (id === null ? null : personOf(this.directory, id));
    return (fold?.statusPage?.posts ?? []).map((post) => ({
      ...post,
      draftedBy: person(post.draftedBy),
      publishedBy: person(post.publishedBy),
    }));
  }
}
