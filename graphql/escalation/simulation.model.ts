import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import type { Severity } from '../../domain/handbook/handbook.model.js';
import { Person } from '../handbook/directory.model.js';
import { SeverityEnum } from '../support/enums.js';
import { DateTimeScalar, DurationScalar } from '../support/scalars.js';

@InputType({ description: 'An incident that did not happen.' })
export class SimulateIncidentInput {
  @Field(() => ID, { description: 'The service that breaks.' })
  readonly service!: string;
  @Field(() => SeverityEnum, { description: 'How bad it is.' })
  readonly severity!: Severity;
  @Field(() => DateTimeScalar, { description: 'When the first alert is accepted.' })
  readonly at!: number;
  @Field(() => ID, {
    nullable: true,
    description: 'Who acknowledges: a person, or a schedule for whoever holds it then; without it, nobody does.',
  })
  readonly acknowledgedBy?: string | null;
  @Field(() => Int, { nullable: true, description: 'How many minutes after the first page they do; without it, at once.' })
  readonly acknowledgedAfterMinutes?: number | null;
}

@ObjectType({ description: 'One send that would leave.' })
export class SimulatedPage {
  @Field(() => DateTimeScalar, { description: 'When.' })
  readonly at!: number;
  @Field(() => DurationScalar, { description: 'How long after the first page.' })
  readonly after!: number;
  @Field(() => Person, { description: 'To whom.' })
  readonly person!: Person;
  @Field(() => String, { description: 'Over which of their contact methods.' })
  readonly method!: string;
  @Field(() => String, { description: 'Its channel: email, ntfy or webhook.' })
  readonly channel!: string;
  @Field(() => String, { description: 'Why, for example `step 1 of 4`.' })
  readonly why!: string;
}

@ObjectType({ description: 'One rung as it is reached, whether or not anybody could be paged for it.' })
export class SimulatedStep {
  @Field(() => DurationScalar, { description: 'How long after the first page.' })
  readonly after!: number;
  @Field(() => [ID], { description: 'Schedules and people, as the policy names them.' })
  readonly targets!: readonly string[];
  @Field(() => String, { description: 'Which, for example `step 1 of 4`.' })
  readonly why!: string;
}

@ObjectType({ description: 'A target for which nobody could be paged.' })
export class SimulatedSkip {
  @Field(() => ID, { description: 'The schedule or person.' })
  readonly target!: string;
  @Field(() => String, { description: 'NOT_IN_HANDBOOK, NOBODY_ON_CALL, NO_WORKING_METHOD, OUTSIDE_HOURS or AWAY.' })
  readonly reason!: string;
  @Field(() => Person, { nullable: true, description: 'Who is away; null: that is not the reason.' })
  readonly person!: Person | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'Until when they are away.' })
  readonly until!: number | null;
  @Field(() => DurationScalar, { description: 'How long after the first page.' })
  readonly after!: number;
}

@ObjectType({ description: 'What would happen, decided by the rules that decide real incidents. Guide: G1.2' })
export class IncidentSimulation {
  @Field(() => [SimulatedStep], { description: 'The rungs, in order.' })
  readonly steps!: readonly SimulatedStep[];
  @Field(() => [SimulatedPage], { description: 'Every send, in order, until somebody acknowledges or the catch-all was told.' })
  readonly pages!: readonly SimulatedPage[];
  @Field(() => [SimulatedSkip], { description: 'Whom nobody could page, and why.' })
  readonly skipped!: readonly SimulatedSkip[];
  @Field(() => DurationScalar, { nullable: true, description: 'When the ladder was used up; null: somebody answered before.' })
  readonly exhaustedAfter!: number | null;
  @Field(() => Person, { nullable: true, description: 'Who acknowledged.' })
  readonly acknowledgedBy!: Person | null;
}
