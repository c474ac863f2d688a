import { Field, ID, ObjectType } from '@nestjs/graphql';
import { Person } from '../handbook/directory.model.js';
import { DateTimeScalar } from '../support/scalars.js';
import { ComponentStateEnum, IndicatorEnum, PostImpactEnum, PostPhaseEnum, PostStateEnum } from './communication.enums.js';

@ObjectType({ description: 'One thing that the public is told of an incident, or may be. Guide: G2.5' })
export class StatusPost {
  @Field(() => ID, { description: 'Stable over retries and restarts, for example INC-1042/post/1.' })
  readonly id!: string;
  @Field(() => PostPhaseEnum, { description: 'How far the work has come.' })
  readonly phase!: string;
  @Field(() => String, { description: 'The public title; never an alert’s.' })
  readonly title!: string;
  @Field(() => String, { description: 'What is told.' })
  readonly text!: string;
  @Field(() => [ID], { description: 'The components that it names.' })
  readonly components!: readonly string[];
  @Field(() => PostImpactEnum, { description: 'How bad it is for them.' })
  readonly impact!: string;
  @Field(() => PostStateEnum, { description: 'What became of it.' })
  readonly state!: string;
  @Field(() => Person, { nullable: true, description: 'Who wrote it; null: Tocsin, from the handbook’s template.' })
  readonly draftedBy!: Person | null;
  @Field(() => DateTimeScalar, { description: 'When it was written.' })
  readonly draftedAt!: number;
  @Field(() => Person, { nullable: true, description: 'Who sent it; null: nobody yet, or Tocsin, as the component says.' })
  readonly publishedBy!: Person | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was decided to send it: the time that the public reads.' })
  readonly publishedAt!: number | null;
  @Field(() => String, { nullable: true, description: 'Why the page refused it the last time.' })
  readonly refusal!: string | null;
}

@ObjectType('StatusComponent', { description: 'A line on the status page.' })
export class StatusComponent {
  @Field(() => ID, { description: 'As the handbook names it.' })
  readonly id!: string;
  @Field(() => String, { description: 'As the public reads it.' })
  readonly name!: string;
  @Field(() => String, { nullable: true, description: 'What it is for.' })
  readonly description!: string | null;
  @Field(() => ComponentStateEnum, { description: 'How it is.' })
  readonly state!: string;
}

@ObjectType('StatusPage', { description: 'What the public reads at /status.' })
export class StatusPageModel {
  @Field(() => String, { description: 'What the page is called.' })
  readonly name!: string;
  @Field(() => String, { description: 'Where it is, relative to this server.' })
  readonly path!: string;
  @Field(() => IndicatorEnum, { description: 'How everything is.' })
  readonly indicator!: string;
  @Field(() => [StatusComponent], { description: 'Its lines, in their order.' })
  readonly components!: readonly StatusComponent[];
  @Field(() => [ID], { description: 'The keys of the incidents that it shows as going on.' })
  readonly ongoing!: readonly string[];
  @Field(() => DateTimeScalar, { nullable: true, description: 'The newest post; null: nothing was ever told.' })
  readonly updatedAt!: number | null;
}
