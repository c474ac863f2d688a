import { Field, ID, InputType, Int } from '@nestjs/graphql';
import type { Severity } from '../../domain/handbook/handbook.model.js';
import type { WorkingStatus } from '../../domain/incidents/incident.model.js';
import { SeverityEnum, WorkingStatusEnum } from '../support/enums.js';
import { CommandInput } from './command.input.js';

@InputType({ description: 'What assessIncident needs.' })
export class AssessIncidentInput extends CommandInput {
  @Field(() => String, { description: 'What users notice.' })
  readonly impact!: string;
  @Field(() => [ID], { nullable: true, description: 'Services that it affects.' })
  readonly services?: string[] | null;
  @Field(() => Int, { nullable: true, description: 'How many users notice, as far as is known.' })
  readonly usersAffected?: number | null;
}

@InputType({ description: 'What classifyIncident needs.' })
export class ClassifyIncidentInput extends CommandInput {
  @Field(() => SeverityEnum, { description: 'How bad it is.' })
  readonly severity!: Severity;
  @Field(() => String, { nullable: true, description: 'Why.' })
  readonly reason?: string | null;
}

@InputType({ description: 'What addIncidentNote needs.' })
export class AddIncidentNoteInput extends CommandInput {
  @Field(() => String, { description: 'What.' })
  readonly text!: string;
}

@InputType({ description: 'What setIncidentStatus needs.' })
export class SetIncidentStatusInput extends CommandInput {
  @Field(() => WorkingStatusEnum, { description: 'Where it stands.' })
  readonly status!: WorkingStatus;
  @Field(() => String, { nullable: true, description: 'What there is to say.' })
  readonly text?: string | null;
}

@InputType({ description: 'What resolveIncident needs.' })
export class ResolveIncidentInput extends CommandInput {
  @Field(() => String, { nullable: true, description: 'What there is to say.' })
  readonly text?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'true: although alerts still fire.' })
  readonly confirm?: boolean | null;
}

@InputType({ description: 'What reopenIncident needs.' })
export class ReopenIncidentInput extends CommandInput {
  @Field(() => String, { description: 'Why.' })
  readonly reason!: string;
}

@InputType({ description: 'What cancelIncident needs.' })
export class CancelIncidentInput extends CommandInput {
  @Field(() => String, { description: 'Why.' })
  readonly reason!: string;
}
