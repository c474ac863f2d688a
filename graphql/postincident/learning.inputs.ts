import { Field, ID, InputType, Int } from '@nestjs/graphql';
import type { FollowUpClass } from '../../domain/postincident/classes.js';
import { CommandInput } from '../incidents/command.input.js';
import { DateTimeScalar } from '../support/scalars.js';
import { FollowUpClassEnum } from './learning.enums.js';

@InputType({ description: 'What addFollowUp needs.' })
export class AddFollowUpInput extends CommandInput {
  @Field(() => FollowUpClassEnum, { description: 'What it is for.' })
  readonly class!: FollowUpClass;
  @Field(() => String, { description: 'What is to be done, in one line.' })
  readonly title!: string;
  @Field(() => ID, { description: 'Who does it.' })
  readonly owner!: string;
  @Field(() => DateTimeScalar, { nullable: true, description: 'Until when; without it, as the handbook says for its class.' })
  readonly dueAt?: number | null;
}

@InputType({ isAbstract: true })
abstract class OnFollowUpInput extends CommandInput {
  @Field(() => Int, { description: 'The number of the follow-up within the incident.' })
  readonly followUp!: number;
}

@InputType({ description: 'What assignFollowUp needs.' })
export class AssignFollowUpInput extends OnFollowUpInput {
  @Field(() => ID, { description: 'Who does it from now on.' })
  readonly to!: string;
}

@InputType({ description: 'What rescheduleFollowUp needs.' })
export class RescheduleFollowUpInput extends OnFollowUpInput {
  @Field(() => DateTimeScalar, { description: 'Until when.' })
  readonly dueAt!: number;
  @Field(() => String, { description: 'Why.' })
  readonly reason!: string;
}

@InputType({ description: 'What completeFollowUp needs.' })
export class CompleteFollowUpInput extends OnFollowUpInput {
  @Field(() => String, { nullable: true, description: 'What was done.' })
  readonly text?: string | null;
}

@InputType({ description: 'What cancelFollowUp needs.' })
export class CancelFollowUpInput extends OnFollowUpInput {
  @Field(() => String, { description: 'Why.' })
  readonly reason!: string;
}

@InputType({ description: 'What fileFollowUpTicket needs.' })
export class FileFollowUpTicketInput extends OnFollowUpInput {}

@InputType({ description: 'What assignPostmortem needs.' })
export class AssignPostmortemInput extends CommandInput {
  @Field(() => ID, { description: 'Who writes it from now on.' })
  readonly to!: string;
}

@InputType({ description: 'What publishPostmortem needs.' })
export class PublishPostmortemInput extends CommandInput {
  @Field(() => Int, { description: 'The revision that you have read: the newest one.' })
  readonly revision!: number;
  @Field(() => String, { nullable: true, description: 'Why nothing is left to do, where there are no follow-ups.' })
  readonly noFollowUpsBecause?: string | null;
}

@InputType({ description: 'What editPostmortem needs.' })
export class EditPostmortemInput {
  @Field(() => ID, { description: 'The incident’s key, for example INC-1042.' })
  readonly key!: string;
  @Field(() => Int, { description: 'The revision that you have read: the newest one.' })
  readonly basedOn!: number;
  @Field(() => String, { description: 'The whole text, in Markdown, ≤ 200 000 characters.' })
  readonly text!: string;
  @Field(() => ID, { nullable: true, description: 'For tools: the person who acts.' })
  readonly onBehalfOf?: string | null;
}
