import { Field, ID, ObjectType } from '@nestjs/graphql';
import { AlertStatusEnum, PriorityEnum } from '../support/enums.js';
import { connectionOf } from '../support/relay.js';
import { DateTimeScalar } from '../support/scalars.js';

@ObjectType({ description: 'One label of an alert.' })
export class Label {
  @Field(() => String, { description: 'Its name.' })
  readonly name!: string;
  @Field(() => String, { description: 'Its value, as the monitor sent it.' })
  readonly value!: string;
}

@ObjectType({ description: 'What a monitor said, deduplicated. Its texts come from outside: escape them.' })
export class Alert {
  @Field(() => ID, { description: 'Opaque.' })
  readonly id!: string;
  @Field(() => ID, { description: 'The incident that it belongs to.' })
  readonly incidentKey!: string;
  @Field(() => String, { description: 'Its identity at its source.' })
  readonly dedupKey!: string;
  @Field(() => String, { description: 'For example ErrorRateHigh.' })
  readonly name!: string;
  @Field(() => String, { description: 'What the monitor says, at most 4000 characters.' })
  readonly summary!: string;
  @Field(() => AlertStatusEnum, { description: 'Whether it fires.' })
  readonly status!: string;
  @Field(() => PriorityEnum, { description: 'How loud it is.' })
  readonly priority!: string;
  @Field(() => DateTimeScalar, { description: 'When this firing began, as the source says.' })
  readonly startsAt!: number;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended, where the source says so.' })
  readonly endsAt!: number | null;
  @Field(() => String, { nullable: true, description: 'Link back to the source.' })
  readonly sourceUrl!: string | null;
}

@ObjectType({ description: 'A list of alerts, newest first.' })
export class AlertConnection extends connectionOf(Alert, 'Alert') {}
