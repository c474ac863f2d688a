import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { DateTimeScalar } from '../support/scalars.js';

@ObjectType({
  description: 'A secret address at which calendars read shifts, without the address: that is shown once, when it is made. Guide: G1.1',
})
export class CalendarFeed {
  @Field(() => ID, { description: 'Names it; also the middle part of its secret.' })
  readonly id!: string;
  @Field(() => ID, { nullable: true, description: 'Whose shifts it has, in every schedule; null for a schedule’s feed.' })
  readonly person!: string | null;
  @Field(() => ID, { nullable: true, description: 'Of which schedule it has the shifts, everybody’s; null for a person’s feed.' })
  readonly schedule!: string | null;
  @Field(() => String, { description: 'Who made it.' })
  readonly createdBy!: string;
  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  readonly createdAt!: number;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When its address was last replaced.' })
  readonly rotatedAt!: number | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was revoked.' })
  readonly revokedAt!: number | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When a calendar last read it, to the minute.' })
  readonly lastReadAt!: number | null;
}

@InputType({ description: 'What createCalendarFeed needs: one of the two; without either, it is of your own shifts.' })
export class CreateCalendarFeedInput {
  @Field(() => ID, { nullable: true, description: 'Whose shifts it is to have; somebody else’s for administrators only.' })
  readonly person?: string | null;
  @Field(() => ID, { nullable: true, description: 'The schedule whose shifts it is to have.' })
  readonly schedule?: string | null;
}

@InputType({ description: 'Which calendar feed.' })
export class CalendarFeedInput {
  @Field(() => ID, { description: 'The feed’s id.' })
  readonly id!: string;
}

@ObjectType({ isAbstract: true })
abstract class MadeCalendarFeedPayload {
  @Field(() => String, {
    description: 'The address to subscribe to. Whoever has it reads the shifts; it is not stored and cannot be shown again.',
  })
  readonly url!: string;
  @Field(() => CalendarFeed, { description: 'What is known of the feed.' })
  readonly calendarFeed!: CalendarFeed;
}

@ObjectType({ description: 'What createCalendarFeed answers.' })
export class CreateCalendarFeedPayload extends MadeCalendarFeedPayload {}

@ObjectType({ description: 'What rotateCalendarFeed answers.' })
export class RotateCalendarFeedPayload extends MadeCalendarFeedPayload {}

@ObjectType({ description: 'What revokeCalendarFeed answers.' })
export class RevokeCalendarFeedPayload {
  @Field(() => CalendarFeed, { description: 'The feed, void from now on.' })
  readonly calendarFeed!: CalendarFeed;
}
