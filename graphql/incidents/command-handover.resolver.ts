import { Args, Context, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { commandBrief } from '../../domain/handoffs/command-brief.js';
import type { Viewer } from '../../services/access/access.model.js';
import { DirectoryService } from '../../services/incidents/directory.service.js';
import type { IncidentView } from '../../services/incidents/incident.view.js';
import { IncidentsService } from '../../services/incidents/incidents.service.js';
import { CurrentViewer } from '../access/current-viewer.decorator.js';
import type { GraphqlContext } from '../access/graphql-context.js';
import { Requires } from '../access/requires.decorator.js';
import { personOf } from '../handbook/directory.view.js';
import { INPUT } from '../support/input-argument.js';
import { AcceptCommandPayload, DeclineCommandPayload, HandOverIncidentPayload, WithdrawHandOverPayload } from './command.payloads.js';
import { AcceptCommandInput, DeclineCommandInput, HandOverIncidentInput, WithdrawHandOverInput } from './command-handover.inputs.js';
import { CommandOffer } from './command-handover.model.js';
import { CommandRunner } from './command-runner.js';
import { Incident } from './incident.model.js';
import { foldOf } from './loaders-of.js';

/** Whoever has an incident commands it, and hands it over in mid-incident. Guide: G1.3 */
@Resolver(() => Incident)
export class CommandHandoverResolver {
  constructor(
    private readonly commands: CommandRunner,
    private readonly incidents: IncidentsService,
    private readonly directory: DirectoryService,
  ) {}

  @Mutation(() => HandOverIncidentPayload, {
    description: 'Offers command to somebody else, who is paged; nothing changes until they take it. Guide: G1.3',
  })
  @Requires('incidents:respond')
  handOverIncident(@Args('input', INPUT) input: HandOverIncidentInput, @CurrentViewer() viewer: Viewer) {
    return this.commands.run(viewer, 'handOver', input);
  }

  @Mutation(() => AcceptCommandPayload, {
    description: 'Takes the command that is offered; what was ticked of the checklist is recorded. Guide: G1.3',
  })
  @Requires('incidents:respond')
  acceptCommand(@Args('input', INPUT) input: AcceptCommandInput, @CurrentViewer() viewer: Viewer) {
    return this.commands.run(viewer, 'acceptCommand', input);
  }

  @Mutation(() => DeclineCommandPayload, {
    description: 'Does not take the command that is offered: whoever had it keeps it, and is told by a page.',
  })
  @Requires('incidents:respond')
  declineCommand(@Args('input', INPUT) input: DeclineCommandInput, @CurrentViewer() viewer: Viewer) {
    return this.commands.run(viewer, 'declineCommand', input);
  }

  @Mutation(() => WithdrawHandOverPayload, { description: 'Keeps the command that was offered.' })
  @Requires('incidents:respond')
  withdrawHandOver(@Args('input', INPUT) input: WithdrawHandOverInput, @CurrentViewer() viewer: Viewer) {
    return this.commands.run(viewer, 'withdrawHandOver', input);
  }

  @ResolveField(() => CommandOffer, { nullable: true, description: 'To whom its command is offered, with the brief; null: to nobody.' })
  async commandOffer(@Parent() incident: IncidentView, @Context() context: GraphqlContext): Promise<CommandOffer | null> {
    const fold = await foldOf(context, this.incidents, incident);
    if (fold?.offer === undefined) return null;
    const { by, to, note, checklist, at, dueAt } = fold.offer;
    const brief = commandBrief(fold, (instant) => `${new Date(instant).toISOString().slice(0, 16)}Z`);
    return { from: personOf(this.directory, by), to: personOf(this.directory, to), note, checklist, brief, at, acceptBy: dueAt };
  }
}
