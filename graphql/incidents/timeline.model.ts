import { Field, Int, ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../support/relay.js';
import { TimelineEventTypeEnum } from './incident.enums.js';

@ObjectType({ description: 'One thing that happened to an incident; never changed, never removed.' })
export class TimelineEntry {
  @Field(() => Int, { description: 'Its number within the incident, from 1 without a gap.' })
  readonly seq!: number;
  @Field(() => TimelineEventTypeEnum, { description: 'What happened.' })
  readonly type!: string;
}

@ObjectType({ description: 'A page of a timeline, oldest first.' })
export class TimelineConnection extends connectionOf(TimelineEntry, 'TimelineEntry') {}
