import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { Viewer } from '../../services/access/access.model.js';
import { PostmortemsService } from '../../services/incidents/postmortems.service.js';
import { CurrentViewer } from '../access/current-viewer.decorator.js';
import { Requires } from '../access/requires.decorator.js';
import { CommandRunner } from '../incidents/command-runner.js';
import { INPUT } from '../support/input-argument.js';
import {
  AddFollowUpInput,
  AssignFollowUpInput,
  AssignPostmortemInput,
  CancelFollowUpInput,
  CompleteFollowUpInput,
  EditPostmortemInput,
  FileFollowUpTicketInput,
  PublishPostmortemInput,
  RescheduleFollowUpInput,
} from './learning.inputs.js';
import {
  AddFollowUpPayload,
  AssignFollowUpPayload,
  AssignPostmortemPayload,
  CancelFollowUpPayload,
  CompleteFollowUpPayload,
  EditPostmortemPayload,
  FileFollowUpTicketPayload,
  PublishPostmortemPayload,
  RescheduleFollowUpPayload,
} from './learning.payloads.js';

@Resolver()
export class LearningResolver {
  constructor(
    private readonly commands: CommandRunner,
    private readonly postmortems: PostmortemsService,
  ) {}

  @Mutation(() => AddFollowUpPayload, {
    description: 'Adds something to be done, with an owner and a due date. At any time before the incident is over. Guide: G2.6',
  })
  @Requires('incidents:respond')
  addFollowUp(@Args('input', INPUT) input: AddFollowUpInput, @CurrentViewer() viewer: Viewer) {
    return this.commands.run(viewer, 'addFollowUp', input);
  }

  @Mutation(() => AssignFollowUpPayload, { description: 'Gives a follow-up to somebody else.' })
  @Requires('incidents:respond')
  assignFollowUp(@Args('input', INPUT) input: AssignFollowUpInput, @CurrentViewer() viewer: Viewer) {
    return this.commands.run(viewer, 'assignFollowUp', input);
  }

  @Mutation(() => RescheduleFollowUpPayload, { description: 'Sets another due date, and says why; reminders count from there.' })
  @Requires('incidents:respond')
  rescheduleFollowUp(@Args('input', INPUT) input: RescheduleFollowUpInput, @CurrentViewer() viewer: Viewer) {
    return this.commands.run(viewer, 'rescheduleFollowUp', input);
  }

  @Mutation(() => CompleteFollowUpPayload, { description: 'Says that a follow-up is done, also after the incident has closed.' })
  @Requires('incidents:respond')
  completeFollowUp(@Args('input', INPUT) input: CompleteFollowUpInput, @CurrentViewer() viewer: Viewer) {
    return this.commands.run(viewer, 'completeFollowUp', input);
  }

  @Mutation(() => CancelFollowUpPayload, { description: 'Says that a follow-up is not going to be done, and why.' })
  @Requires('incidents:respond')
  cancelFollowUp(@Args('input', INPUT) input: CancelFollowUpInput, @CurrentViewer() viewer: Viewer) {
    return this.commands.run(viewer, 'cancelFollowUp', input);
  }

  @Mutation(() => FileFollowUpTicketPayload, { description: 'Asks the ticket tracker once more, after it refused.' })
  @Requires('incidents:respond')
  fileFollowUpTicket(@Args('input', INPUT) input: FileFollowUpTicketInput, @CurrentViewer() viewer: Viewer) {
    return this.commands.run(viewer, 'fileFollowUpTicket', input);
  }

  @Mutation(() => AssignPostmortemPayload, { description: 'Gives the postmortem to somebody else.' })
  @Requires('incidents:respond')
  assignPostmortem(@Args('input', INPUT) input: AssignPostmortemInput, @CurrentViewer() viewer: Viewer) {
    return this.commands.run(viewer, 'assignPostmortem', input);
  }

  @Mutation(() => PublishPostmortemPayload, {
    description: 'Publishes the newest revision. The incident closes when nothing else is missing. Guide: G2.6',
  })
  @Requires('incidents:respond')
  publishPostmortem(@Args('input', INPUT) input: PublishPostmortemInput, @CurrentViewer() viewer: Viewer) {
    return this.commands.run(viewer, 'publishPostmortem', input);
  }

  @Mutation(() => EditPostmortemPayload, {
    description: 'Writes the next revision of the postmortem. Refused with CONFLICT where somebody was faster.',
  })
  @Requires('incidents:respond')
  async editPostmortem(@Args('input', INPUT) { onBehalfOf, ...input }: EditPostmortemInput, @CurrentViewer() viewer: Viewer) {
    return { revision: await this.postmortems.edit(viewer, { ...input, onBehalfOf: onBehalfOf ?? undefined }) };
  }
}
