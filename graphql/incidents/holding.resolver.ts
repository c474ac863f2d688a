import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { Viewer } from '../../services/access/access.model.js';
import { CurrentViewer } from '../access/current-viewer.decorator.js';
import { Requires } from '../access/requires.decorator.js';
import { INPUT } from '../support/input-argument.js';
import {
  AcknowledgeIncidentPayload,
  AddRespondersPayload,
  AdoptEscalationPolicyPayload,
  DeclineIncidentPayload,
  EscalateIncidentNowPayload,
  ReassignIncidentPayload,
  SnoozeIncidentPayload,
  UnacknowledgeIncidentPayload,
} from './command.payloads.js';
import { CommandRunner } from './command-runner.js';
import {
  AcknowledgeIncidentInput,
  AddRespondersInput,
  AdoptEscalationPolicyInput,
  DeclineIncidentInput,
  EscalateIncidentNowInput,
  ReassignIncidentInput,
  SnoozeIncidentInput,
  UnacknowledgeIncidentInput,
} from './holding.inputs.js';

@Resolver()
export class HoldingResolver {
  constructor(private readonly commands: CommandRunner) {}

  @Mutation(() => AcknowledgeIncidentPayload, { description: 'Says that one has it: the ladder stops.' })
  @Requires('incidents:respond')
  acknowledgeIncident(@Args('input', INPUT) input: AcknowledgeIncidentInput, @CurrentViewer() viewer: Viewer) {
    return this.commands.run(viewer, 'acknowledge', input);
  }

  @Mutation(() => UnacknowledgeIncidentPayload, { description: 'Gives it back: the ladder goes on.' })
  @Requires('incidents:respond')
  unacknowledgeIncident(@Args('input', INPUT) input: UnacknowledgeIncidentInput, @CurrentViewer() viewer: Viewer) {
    return this.commands.run(viewer, 'unacknowledge', input);
  }

  @Mutation(() => EscalateIncidentNowPayload, { description: 'Pages the next step without waiting. Guide: G1.2' })
  @Requires('incidents:respond')
  escalateIncidentNow(@Args('input', INPUT) input: EscalateIncidentNowInput, @CurrentViewer() viewer: Viewer) {
    return this.commands.run(viewer, 'escalateNow', input);
  }

  @Mutation(() => AddRespondersPayload, { description: 'Pages more people, beside the ladder.' })
  @Requires('incidents:respond')
  addResponders(@Args('input', INPUT) input: AddRespondersInput, @CurrentViewer() viewer: Viewer) {
    return this.commands.run(viewer, 'addResponders', input);
  }

  @Mutation(() => ReassignIncidentPayload, { description: 'Hands it to somebody else, who is paged.' })
  @Requires('incidents:respond')
  reassignIncident(@Args('input', INPUT) input: ReassignIncidentInput, @CurrentViewer() viewer: Viewer) {
    return this.commands.run(viewer, 'reassign', input);
  }

  @Mutation(() => DeclineIncidentPayload, { description: 'Passes it to the next step now.' })
  @Requires('incidents:respond')
  declineIncident(@Args('input', INPUT) input: DeclineIncidentInput, @CurrentViewer() viewer: Viewer) {
    return this.commands.run(viewer, 'decline', input);
  }

  @Mutation(() => SnoozeIncidentPayload, { description: 'Leaves it for some minutes; afterwards the ladder goes on.' })
  @Requires('incidents:respond')
  snoozeIncident(@Args('input', INPUT) input: SnoozeIncidentInput, @CurrentViewer() viewer: Viewer) {
    return this.commands.run(viewer, 'snooze', input);
  }

  @Mutation(() => AdoptEscalationPolicyPayload, {
    description:
      'Has a running incident go on by the policy, texts and times of the handbook that runs now, from the place in time where it stands. ALREADY where it does. Guide: G1.2',
  })
  @Requires('incidents:respond')
  adoptEscalationPolicy(@Args('input', INPUT) input: AdoptEscalationPolicyInput, @CurrentViewer() viewer: Viewer) {
    return this.commands.run(viewer, 'adoptPolicy', input);
  }
}
