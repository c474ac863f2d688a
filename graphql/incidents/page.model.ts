import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DeliveryStatusEnum, UrgencyEnum } from '../support/enums.js';
import { connectionOf } from '../support/relay.js';
import { DateTimeScalar } from '../support/scalars.js';

@ObjectType({ description: 'One send of one page over one channel.' })
export class Delivery {
  @Field(() => String, { description: 'The contact method, as the handbook names it.' })
  readonly method!: string;
  @Field(() => String, { description: 'The channel: email, ntfy or webhook.' })
  readonly channel!: string;
  @Field(() => DeliveryStatusEnum, { description: 'What became of it.' })
  readonly status!: string;
  @Field(() => Int, { description: 'How often it was tried, under the same idempotency key.' })
  readonly attempts!: number;
  @Field(() => DateTimeScalar, { description: 'When it was about to be sent.' })
  readonly intendedAt!: number;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When the channel answered.' })
  readonly settledAt!: number | null;
  @Field(() => String, { nullable: true, description: 'Why the channel refused it.' })
  readonly error!: string | null;
}

@ObjectType({ description: 'One attempt to make one person respond.' })
export class Page {
  @Field(() => ID, { description: 'Stable over retries and restarts.' })
  readonly id!: string;
  @Field(() => ID, { description: 'The incident’s key.' })
  readonly incidentKey!: string;
  @Field(() => UrgencyEnum, { description: 'Whether it wakes people.' })
  readonly urgency!: string;
  @Field(() => String, { description: 'Why this person: the kind of rung, for example STEP or CATCH_ALL.' })
  readonly reason!: string;
  @Field(() => DateTimeScalar, { description: 'When it began.' })
  readonly at!: number;
  @Field(() => [Delivery], { description: 'Its sends, oldest first.' })
  readonly deliveries!: readonly Delivery[];
}

@ObjectType({ description: 'A list of pages, newest first.' })
export class PageConnection extends connectionOf(Page, 'Page') {}
