import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { CommandInput } from './command.input.js';

@InputType({ description: 'What acknowledgeIncident needs.' })
export class AcknowledgeIncidentInput extends CommandInput {}

@InputType({ description: 'What unacknowledgeIncident needs.' })
export class UnacknowledgeIncidentInput extends CommandInput {
  @Field(() => String, { nullable: true, description: 'Why.' })
  readonly reason?: string | null;
}

@InputType({ description: 'What escalateIncidentNow needs.' })
export class EscalateIncidentNowInput extends CommandInput {
  @Field(() => String, { nullable: true, description: 'Why.' })
  readonly reason?: string | null;
}

@InputType({ description: 'What addResponders needs.' })
export class AddRespondersInput extends CommandInput {
  @Field(() => [ID], { description: 'Whom.' })
  readonly people!: string[];
  @Field(() => String, { nullable: true, description: 'Why.' })
  readonly reason?: string | null;
}

@InputType({ description: 'What reassignIncident needs.' })
export class ReassignIncidentInput extends CommandInput {
  @Field(() => ID, { description: 'To whom.' })
  readonly to!: string;
  @Field(() => String, { nullable: true, description: 'Why.' })
  readonly reason?: string | null;
}

@InputType({ description: 'What declineIncident needs.' })
export class DeclineIncidentInput extends CommandInput {
  @Field(() => String, { nullable: true, description: 'Why.' })
  readonly reason?: string | null;
}

@InputType({ description: 'What snoozeIncident needs.' })
export class SnoozeIncidentInput extends CommandInput {
  @Field(() => Int, { description: 'For how long.' })
  readonly minutes!: number;
  @Field(() => String, { nullable: true, description: 'Why.' })
  readonly reason?: string | null;
}

@InputType({ description: 'What adoptEscalationPolicy needs.' })
export class AdoptEscalationPolicyInput extends CommandInput {
  @Field(() => String, { nullable: true, description: 'Why.' })
  readonly reason?: string | null;
}
