import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { IncidentStatusEnum, SeverityEnum, UrgencyEnum, VisibilityEnum } from '../support/enums.js';
import { connectionOf } from '../support/relay.js';
import { DateTimeScalar } from '../support/scalars.js';

@ObjectType({ description: 'Something is broken, and people are made to respond until it is over.' })
export class Incident {
  @Field(() => ID, { description: 'INC-1042: the name on every page, and the workflow’s id.' })
  readonly key!: string;
  @Field(() => String, { description: 'What broke, in one line. May come from a monitor: escape it.' })
  readonly title!: string;
  @Field(() => SeverityEnum, { description: 'How bad it is.' })
  readonly severity!: string;
  @Field(() => Boolean, { description: 'Whether a person confirmed the severity; until then alerts may raise it.' })
  readonly severityConfirmed!: boolean;
  @Field(() => UrgencyEnum, { description: 'Whether people are woken.' })
  readonly urgency!: string;
  @Field(() => IncidentStatusEnum, { description: 'Where it stands.' })
  readonly status!: string;
  @Field(() => VisibilityEnum, { description: 'Who can see it.' })
  readonly visibility!: string;
  @Field(() => Boolean, { description: 'Only a test: it pages its declarer alone, and is in no number.' })
  readonly test!: boolean;
  @Field(() => Int, {
    description: 'The version of the handbook that it goes on by: the one with which it began, until adoptEscalationPolicy.',
  })
  readonly handbookVersionId!: number;
  @Field(() => ID, { nullable: true, description: 'The incident that this one repeats.' })
  readonly recurrenceOf!: string | null;
  @Field(() => DateTimeScalar, { description: 'When the first alert was accepted, or it was declared.' })
  readonly detectedAt!: number;
  @Field(() => DateTimeScalar, { nullable: true, description: 'Since when its holder has it.' })
  readonly acknowledgedAt!: number | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was resolved.' })
  readonly resolvedAt!: number | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When nothing was left to do.' })
  readonly closedAt!: number | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When something happens next unless somebody acts.' })
  readonly nextDeadlineAt!: number | null;
  @Field(() => String, { nullable: true, description: 'What happens then.' })
  readonly nextDeadline!: string | null;
  @Field(() => Int, { description: 'How many of its alerts fire.' })
  readonly firingAlerts!: number;
  @Field(() => Int, { description: 'How many alerts it has.' })
  readonly totalAlerts!: number;
}

@ObjectType({ description: 'A list of incidents, newest first.' })
export class IncidentConnection extends connectionOf(Incident, 'Incident') {}
