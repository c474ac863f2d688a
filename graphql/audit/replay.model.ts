import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateTimeScalar } from '../support/scalars.js';
import { MismatchKindEnum, ReplayOnEnum } from './replay.enums.js';

@ObjectType({ description: 'One difference between what is recorded and what the code does when it is executed again.' })
export class ReplayMismatch {
  @Field(() => ID, { description: 'The workflow.' })
  readonly workflowId!: string;
  @Field(() => ID, { nullable: true, description: 'The run; null where it concerns no one run.' })
  readonly runId!: string | null;
  @Field(() => Int, { nullable: true, description: 'The event of that run’s history.' })
  readonly eventId!: number | null;
  @Field(() => Int, { nullable: true, description: 'The row of the timeline, by its number.' })
  readonly seq!: number | null;
  @Field(() => MismatchKindEnum, { description: 'What differs.' })
  readonly what!: string;
  @Field(() => String, { description: 'The same as a sentence.' })
  readonly detail!: string;
  @Field(() => String, { nullable: true, description: 'What is recorded there: JSON, at most 2000 characters.' })
  readonly recorded!: string | null;
  @Field(() => String, { nullable: true, description: 'What the replay has there: JSON, at most 2000 characters.' })
  readonly replayed!: string | null;
}

@ObjectType({ description: 'One run of one of the incident’s workflows.' })
export class ReplayedRun {
  @Field(() => ID, { description: 'The workflow.' })
  readonly workflowId!: string;
  @Field(() => ID, { description: 'The run.' })
  readonly runId!: string;
  @Field(() => ReplayOnEnum, { description: 'On which code it was executed again; TODAY as well where nothing of it could be executed.' })
  readonly ranOn!: string;
  @Field(() => ID, { description: 'The build of that code.' })
  readonly buildId!: string;
  @Field(() => [ID], { description: 'Every build that executed a task of the run, the last one last.' })
  readonly builds!: readonly string[];
  @Field(() => Int, { description: 'Events of its history.' })
  readonly events!: number;
  @Field(() => String, { description: 'SHA-256 of its history.' })
  readonly digest!: string;
  @Field(() => Boolean, { description: 'It had not ended when the replay began: its history was read from Temporal as it stood.' })
  readonly isLive!: boolean;
}

@ObjectType({ description: 'What executing an incident again came to.' })
export class IncidentReplay {
  @Field(() => ID, { description: 'The incident.' })
  readonly incidentKey!: string;
  @Field(() => Boolean, { description: 'Nothing differs: commands, inputs, durations, results and the timeline are what is recorded.' })
  readonly match!: boolean;
  @Field(() => ReplayOnEnum, {
    description: 'RECORDED only if every run of which something was executed ran on the build that ran it, and one did.',
  })
  readonly ranOn!: string;
  @Field(() => ID, { description: 'The build on which the newest of them was executed again.' })
  readonly buildId!: string;
  @Field(() => Int, { description: 'Events of all histories.' })
  readonly events!: number;
  @Field(() => String, { description: 'SHA-256 over the digests of the histories, in their order.' })
  readonly digest!: string;
  @Field(() => [ReplayedRun], { description: 'Run by run: continued, reset and terminated ones and children too.' })
  readonly runs!: readonly ReplayedRun[];
  @Field(() => [ReplayMismatch], { description: 'What differs, at most 100.' })
  readonly mismatches!: readonly ReplayMismatch[];
  @Field(() => Int, { description: 'How many more differ.' })
  readonly moreMismatches!: number;
  @Field(() => DateTimeScalar, { description: 'When it was replayed.' })
  readonly replayedAt!: number;
}
