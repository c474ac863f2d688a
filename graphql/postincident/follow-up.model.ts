import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Person } from '../handbook/directory.model.js';
import { connectionOf } from '../support/relay.js';
import { DateTimeScalar } from '../support/scalars.js';
import { FollowUpClassEnum, FollowUpStatusEnum, TicketStatusEnum } from './learning.enums.js';

@ObjectType({ description: 'The ticket of a follow-up, in the tracker that was configured when its incident began.' })
export class FollowUpTicket {
  @Field(() => TicketStatusEnum, { description: 'Where it stands.' })
  readonly status!: string;
  @Field(() => String, { nullable: true, description: 'The tracker’s own name for it.' })
  readonly id!: string | null;
  @Field(() => String, { nullable: true, description: 'Where it is.' })
  readonly url!: string | null;
  @Field(() => String, { nullable: true, description: 'Why the tracker refused it, in a word.' })
  readonly code!: string | null;
  @Field(() => String, { nullable: true, description: 'Why the tracker refused it.' })
  readonly reason!: string | null;
}

@ObjectType({ description: 'Something to be done after an incident. Guide: G2.6' })
export class FollowUp {
  @Field(() => ID, { description: 'For example INC-1042/follow-up/2.' })
  readonly id!: string;
  @Field(() => ID, { description: 'The incident’s key.' })
  readonly incidentKey!: string;
  @Field(() => Int, { description: 'Counts from 1 within the incident; commands name it.' })
  readonly number!: number;
  @Field(() => FollowUpClassEnum, { description: 'What it is for.' })
  readonly class!: string;
  @Field(() => String, { description: 'What is to be done, in one line.' })
  readonly title!: string;
  @Field(() => Person, { description: 'Who does it.' })
  readonly owner!: Person;
  @Field(() => DateTimeScalar, { description: 'Until when.' })
  readonly dueAt!: number;
  @Field(() => FollowUpStatusEnum, { description: 'Where it stands.' })
  readonly status!: string;
  @Field(() => DateTimeScalar, { description: 'When it was added.' })
  readonly addedAt!: number;
  @Field(() => Person, { description: 'Who added it.' })
  readonly addedBy!: Person;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was done or given up.' })
  readonly settledAt!: number | null;
  @Field(() => FollowUpTicket, { nullable: true, description: 'null: no tracker was configured when the incident began.' })
  readonly ticket!: FollowUpTicket | null;
}

@ObjectType({ description: 'A list of follow-ups, what is due first first.' })
export class FollowUpConnection extends connectionOf(FollowUp, 'FollowUp') {}
