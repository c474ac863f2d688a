import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { SeverityEnum, UrgencyEnum } from '../support/enums.js';
import { DurationScalar } from '../support/scalars.js';
import { Person, Service } from './directory.model.js';

@ObjectType({ description: 'How bad an incident can be, and what follows. Guide: G2.1' })
export class SeverityDefinition {
  @Field(() => SeverityEnum, { description: 'Which.' })
  readonly id!: string;
  @Field(() => String, { description: 'Its name, for example Critical.' })
  readonly name!: string;
  @Field(() => String, { description: 'When it applies.' })
  readonly definition!: string;
  @Field(() => [String], { description: 'What it looks like.' })
  readonly examples!: readonly string[];
  @Field(() => DurationScalar, { description: 'How soon somebody works on it.' })
  readonly respondWithin!: number;
  @Field(() => UrgencyEnum, { description: 'Whether people are woken.' })
  readonly urgency!: string;
}

@ObjectType({ description: 'Whom a step pages.' })
export class EscalationTarget {
  @Field(() => String, { description: '`schedule`: whoever holds it then; `person`: always this one.' })
  readonly kind!: string;
  @Field(() => ID, { description: 'The schedule’s or the person’s id.' })
  readonly id!: string;
  @Field(() => String, { nullable: true, description: '`WORKING` or `OUTSIDE`: only within, or outside, working hours; null: always.' })
  readonly hours?: string | null;
  @Field(() => [SeverityEnum], { nullable: true, description: 'Only for these severities; null: for all.' })
  readonly severities?: readonly string[] | null;
}

@ObjectType({ description: 'One rung of a ladder.' })
export class EscalationStep {
  @Field(() => String, { description: '`page`: waits for an answer; `tell`: wakes nobody and waits for nobody; `wait`: only waits.' })
  readonly kind!: string;
  @Field(() => [EscalationTarget], { description: 'Whom it pages or tells.' })
  readonly targets!: readonly EscalationTarget[];
  @Field(() => DurationScalar, { nullable: true, description: 'Until when somebody must answer; see the policy’s timing. Of a page.' })
  readonly answerWithin!: number | null;
  @Field(() => DurationScalar, { nullable: true, description: 'How often the same targets are paged again meanwhile; null: once.' })
  readonly pageAgainEvery!: number | null;
  @Field(() => DurationScalar, { nullable: true, description: 'How long nobody is paged. Of a wait.' })
  readonly waits!: number | null;
}

@ObjectType({ description: 'Who is paged when, until somebody answers. Guide: G1.2' })
export class EscalationPolicy {
  @Field(() => ID, { description: 'As the handbook names it.' })
  readonly id!: string;
  @Field(() => String, { description: '`cumulative`: times count from the first page; `perStep`: from the step’s own.' })
  readonly timing!: string;
  @Field(() => [EscalationStep], { description: 'The rungs, first one first.' })
  readonly steps!: readonly EscalationStep[];
  @Field(() => Int, { description: 'How often all steps are gone through again before the ladder goes on.' })
  readonly repeats!: number;
  @Field(() => ID, { nullable: true, description: 'The policy whose steps follow then, before the catch-all.' })
  readonly fallback!: string | null;
  @Field(() => [EscalationTarget], { description: 'After the last rung: paged again and again until somebody answers.' })
  readonly catchAll!: readonly EscalationTarget[];
}

@ObjectType({ description: 'Somebody’s turns, by a rotation of its own or another schedule’s. Guide: G1.1' })
export class Schedule {
  @Field(() => ID, { description: 'As the handbook names it.' })
  readonly id!: string;
  @Field(() => String, { description: 'The IANA zone in which it hands over.' })
  readonly timezone!: string;
}

@ObjectType({ description: 'What the company wrote down, in one of its versions.' })
export class Handbook {
  @Field(() => ID, { description: 'Its name.' })
  readonly id!: string;
  @Field(() => String, { description: 'Its author’s own version.' })
  readonly version!: string;
  @Field(() => Int, { description: 'The number that it got when it was applied; incidents refer to it.' })
  readonly versionId!: number;
  @Field(() => String, { description: 'Its IANA zone.' })
  readonly timezone!: string;
  @Field(() => [Person], { description: 'The people in it.' })
  readonly people!: readonly Person[];
  @Field(() => [Schedule], { description: 'Its schedules.' })
  readonly schedules!: readonly Schedule[];
  @Field(() => [Service], { description: 'Its services.' })
  readonly services!: readonly Service[];
  @Field(() => [SeverityDefinition], { description: 'Its severities, worst first.' })
  readonly severities!: readonly SeverityDefinition[];
  @Field(() => [EscalationPolicy], { description: 'Its escalation policies.' })
  readonly escalationPolicies!: readonly EscalationPolicy[];
}
