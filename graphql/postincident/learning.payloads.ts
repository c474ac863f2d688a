import { Field, Int, ObjectType } from '@nestjs/graphql';
import { CommandPayload } from '../incidents/command.payload.js';

@ObjectType({ description: 'What addFollowUp answers.' })
export class AddFollowUpPayload extends CommandPayload {}

@ObjectType({ description: 'What assignFollowUp answers.' })
export class AssignFollowUpPayload extends CommandPayload {}

@ObjectType({ description: 'What rescheduleFollowUp answers.' })
export class RescheduleFollowUpPayload extends CommandPayload {}

@ObjectType({ description: 'What completeFollowUp answers.' })
export class CompleteFollowUpPayload extends CommandPayload {}

@ObjectType({ description: 'What cancelFollowUp answers.' })
export class CancelFollowUpPayload extends CommandPayload {}

@ObjectType({ description: 'What fileFollowUpTicket answers.' })
export class FileFollowUpTicketPayload extends CommandPayload {}

@ObjectType({ description: 'What assignPostmortem answers.' })
export class AssignPostmortemPayload extends CommandPayload {}

@ObjectType({ description: 'What publishPostmortem answers.' })
export class PublishPostmortemPayload extends CommandPayload {}

@ObjectType({ description: 'What editPostmortem answers.' })
export class EditPostmortemPayload {
  @Field(() => Int, { description: 'The new revision’s number: what publishPostmortem and the next edit name.' })
  readonly revision!: number;
}
