import { randomUUID } from 'node:crypto';
import { Args, Field, ID, InputType, Mutation, ObjectType, Resolver } from '@nestjs/graphql';
import type { Severity } from '../../domain/handbook/handbook.model.js';
import type { Viewer } from '../../services/access/access.model.js';
import { DirectoryService } from '../../services/incidents/directory.service.js';
import { IncidentCommandsService } from '../../services/incidents/incident-commands.service.js';
import { CurrentViewer } from '../access/current-viewer.decorator.js';
import { Requires } from '../access/requires.decorator.js';
import { SeverityEnum } from '../support/enums.js';
import { INPUT } from '../support/input-argument.js';
import { Incident } from './incident.model.js';

@InputType({ description: 'What declareIncident needs.' })
export class DeclareIncidentInput {
  @Field(() => String, { description: 'What broke, in one line.' })
  readonly title!: string;
  @Field(() => ID, { description: 'The service; it decides whose ladder is paged.' })
  readonly service!: string;
  @Field(() => SeverityEnum, { description: 'How bad it is.' })
  readonly severity!: Severity;
  @Field(() => ID, {
    nullable: true,
    description: 'Yours to choose: declaring with the same key again answers the same incident. Without it, one is made.',
  })
  readonly dedupKey?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Only a test: pages you alone, is never public and in no number.',
  })
  readonly test?: boolean | null;
  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'Only for administrators and those engaged in it.' })
  readonly restricted?: boolean | null;
  @Field(() => ID, { nullable: true, description: 'For tools: the person who declares.' })
  readonly onBehalfOf?: string | null;
}

@ObjectType({ description: 'What declareIncident answers.' })
export class DeclareIncidentPayload {
  @Field(() => Incident, { description: 'The incident.' })
  readonly incident!: Incident;
  @Field(() => Boolean, { description: 'false: it had been declared with this key before.' })
  readonly created!: boolean;
}

@Resolver()
export class DeclareResolver {
  constructor(
    private readonly commands: IncidentCommandsService,
    private readonly directory: DirectoryService,
  ) {}

  @Mutation(() => DeclareIncidentPayload, { description: 'Starts an incident; its ladder is paged at once.' })
  @Requires('incidents:declare')
  async declareIncident(@Args('input', INPUT) input: DeclareIncidentInput, @CurrentViewer() viewer: Viewer) {
    await this.directory.current();
    const { onBehalfOf, dedupKey, test, restricted, ...what } = input;
    const draft = { ...what, test: test ?? false, restricted: restricted ?? false, dedupKey: dedupKey ?? randomUUID() };
    return this.commands.declare(viewer, { ...draft, onBehalfOf: onBehalfOf ?? undefined });
  }
}
