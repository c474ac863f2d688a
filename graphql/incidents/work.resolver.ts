import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { Viewer } from '../../services/access/access.model.js';
import { CurrentViewer } from '../access/current-viewer.decorator.js';
import { Requires } from '../access/requires.decorator.js';
import { INPUT } from '../support/input-argument.js';
import {
  AddIncidentNotePayload,
  AssessIncidentPayload,
  CancelIncidentPayload,
  ClassifyIncidentPayload,
  ReopenIncidentPayload,
  ResolveIncidentPayload,
  SetIncidentStatusPayload,
} from './command.payloads.js';
import { CommandRunner } from './command-runner.js';
import {
  AddIncidentNoteInput,
  AssessIncidentInput,
  CancelIncidentInput,
  ClassifyIncidentInput,
  ReopenIncidentInput,
  ResolveIncidentInput,
  SetIncidentStatusInput,
} from './work.inputs.js';

@Resolver()
export class WorkResolver {
  constructor(private readonly commands: CommandRunner) {}

  @Mutation(() => AssessIncidentPayload, { description: 'Writes down what it does, to what and to whom. Guide: G2.3' })
  @Requires('incidents:respond')
  assessIncident(@Args('input', INPUT) input: AssessIncidentInput, @CurrentViewer() viewer: Viewer) {
    return this.commands.run(viewer, 'assess', input);
  }

  @Mutation(() => ClassifyIncidentPayload, { description: 'Decides how bad it is. Lowering it needs a reason. Guide: G2.1' })
  @Requires('incidents:respond')
  classifyIncident(@Args('input', INPUT) input: ClassifyIncidentInput, @CurrentViewer() viewer: Viewer) {
    return this.commands.run(viewer, 'classify', input);
  }

  @Mutation(() => AddIncidentNotePayload, { description: 'Writes something on the timeline.' })
  @Requires('incidents:respond')
  addIncidentNote(@Args('input', INPUT) input: AddIncidentNoteInput, @CurrentViewer() viewer: Viewer) {
    return this.commands.run(viewer, 'addNote', input);
  }

  @Mutation(() => SetIncidentStatusPayload, { description: 'Says where the work stands. Guide: G2.4' })
  @Requires('incidents:respond')
  setIncidentStatus(@Args('input', INPUT) input: SetIncidentStatusInput, @CurrentViewer() viewer: Viewer) {
    return this.commands.run(viewer, 'setStatus', input);
  }

  @Mutation(() => ResolveIncidentPayload, { description: 'Says that it is over: no page starts any more.' })
  @Requires('incidents:respond')
  resolveIncident(@Args('input', INPUT) input: ResolveIncidentInput, @CurrentViewer() viewer: Viewer) {
    return this.commands.run(viewer, 'resolve', input);
  }

  @Mutation(() => ReopenIncidentPayload, { description: 'Says that it is not over: the ladder begins anew.' })
  @Requires('incidents:respond')
  reopenIncident(@Args('input', INPUT) input: ReopenIncidentInput, @CurrentViewer() viewer: Viewer) {
    return this.commands.run(viewer, 'reopen', input);
  }

  @Mutation(() => CancelIncidentPayload, { description: 'Says that it was none.' })
  @Requires('incidents:respond')
  cancelIncident(@Args('input', INPUT) input: CancelIncidentInput, @CurrentViewer() viewer: Viewer) {
    return this.commands.run(viewer, 'cancel', input);
  }
}
