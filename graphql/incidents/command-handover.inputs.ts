import { Field, ID, InputType } from '@nestjs/graphql';
import { CommandInput } from './command.input.js';

@InputType({ description: 'What handOverIncident needs.' })
export class HandOverIncidentInput extends CommandInput {
  @Field(() => ID, { description: 'To whom command is offered.' })
  readonly to!: string;
  @Field(() => [String], { nullable: true, description: 'What is to be gone through, instead of the handbook’s checklist; at most 20.' })
  readonly checklist?: string[] | null;
  @Field(() => String, { nullable: true, description: 'What the record does not say.' })
  readonly note?: string | null;
}

@InputType({ description: 'What acceptCommand needs.' })
export class AcceptCommandInput extends CommandInput {
  @Field(() => [String], { nullable: true, description: 'The items of the checklist that were gone through, in its own words.' })
  readonly ticked?: string[] | null;
}

@InputType({ description: 'What declineCommand needs.' })
export class DeclineCommandInput extends CommandInput {
  @Field(() => String, { nullable: true, description: 'Why.' })
  readonly reason?: string | null;
}

@InputType({ description: 'What withdrawHandOver needs.' })
export class WithdrawHandOverInput extends CommandInput {
  @Field(() => String, { nullable: true, description: 'Why.' })
  readonly reason?: string | null;
}
