import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { closeGate } from '../../domain/postincident/close-gate.js';
import { publishedRevision } from '../../domain/postincident/post-incident.model.js';
import { DirectoryService } from '../../services/incidents/directory.service.js';
import type { IncidentFold, IncidentView } from '../../services/incidents/incident.view.js';
import { IncidentsService } from '../../services/incidents/incidents.service.js';
import { PostmortemsService } from '../../services/incidents/postmortems.service.js';
import type { GraphqlContext } from '../access/graphql-context.js';
import { Incident } from '../incidents/incident.model.js';
import { foldOf } from '../incidents/loaders-of.js';
import { FollowUp } from './follow-up.model.js';
import { followUpOf, postmortemOf } from './learning.view.js';
import { CloseGate, Postmortem } from './postmortem.model.js';

/** What is learnt from an incident. */
@Resolver(() => Incident)
export class LearningFieldsResolver {
  constructor(
    private readonly incidents: IncidentsService,
    private readonly postmortems: PostmortemsService,
    private readonly directory: DirectoryService,
  ) {}

  @ResolveField(() => [FollowUp], { description: 'What is to be done, in the order in which it was added. Guide: G2.6' })
  async followUps(@Parent() incident: IncidentView, @Context() context: GraphqlContext) {
    const fold = await this.foldOf(incident, context);
    return (fold?.postIncident?.followUps ?? []).map((one) => followUpOf(this.directory, { ...one, incidentKey: incident.key }));
  }

  @ResolveField(() => Postmortem, { nullable: true, description: 'null: its severity asks for none, or it is not over yet. Guide: G2.6' })
  async postmortem(@Parent() incident: IncidentView, @Context() context: GraphqlContext) {
    const fold = await this.foldOf(incident, context);
    const head = fold?.postIncident?.postmortem ?? null;
    if (context.viewer === null || head === null) return null;
    const reading = { published: publishedRevision(head), until: incident.past?.at };
    return postmortemOf(this.directory, head, await this.postmortems.read(context.viewer, incident.key, reading));
  }

  @ResolveField(() => CloseGate, { description: 'Whether it may close, and what is missing. Guide: G2.6' })
  async closeGate(@Parent() incident: IncidentView, @Context() context: GraphqlContext) {
    const fold = await this.foldOf(incident, context);
    return fold === null ? { met: false, missing: [] } : closeGate(fold);
  }

  private foldOf(incident: IncidentView, context: GraphqlContext): Promise<IncidentFold | null> {
    return foldOf(context, this.incidents, incident);
  }
}
