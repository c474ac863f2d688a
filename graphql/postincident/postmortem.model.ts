import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Person } from '../handbook/directory.model.js';
import { DateTimeScalar } from '../support/scalars.js';
import { CloseConditionEnum, PostmortemStatusEnum } from './learning.enums.js';

@ObjectType({ description: 'What was learnt from an incident, in Markdown. Guide: G2.6' })
export class Postmortem {
  @Field(() => PostmortemStatusEnum, { description: 'Where it stands.' })
  readonly status!: string;
  @Field(() => Person, { nullable: true, description: 'Who writes it; null while it is being drafted.' })
  readonly owner!: Person | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'Until when it is to be published; null while it is being drafted.' })
  readonly dueAt!: number | null;
  @Field(() => Int, { description: 'The newest revision; 0 while it is being drafted.' })
  readonly revision!: number;
  @Field(() => String, {
    nullable: true,
    description:
      'The newest revision’s Markdown, published or not: what an edit is based on. What alerts and people wrote stands in the draft as text.',
  })
  readonly text!: string | null;
  @Field(() => ID, { nullable: true, description: 'SHA-256 of the newest revision’s text, in hex.' })
  readonly digest!: string | null;
  @Field(() => Person, { nullable: true, description: 'Who wrote the newest revision; null: it was drafted from the record.' })
  readonly author!: Person | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When the newest revision was written.' })
  readonly writtenAt!: number | null;
  @Field(() => Int, { nullable: true, description: 'The revision that is published: until a newer one is, this is the postmortem.' })
  readonly publishedRevision!: number | null;
  @Field(() => String, { nullable: true, description: 'The Markdown of the revision that is published, whatever was written since.' })
  readonly publishedText!: string | null;
  @Field(() => ID, { nullable: true, description: 'SHA-256 of publishedText, in hex, as it was recorded when it was published.' })
  readonly publishedDigest!: string | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was published.' })
  readonly publishedAt!: number | null;
  @Field(() => Person, { nullable: true, description: 'Who published it.' })
  readonly publishedBy!: Person | null;
}

@ObjectType({ description: 'Something that holds an incident open.' })
export class MissingCondition {
  @Field(() => CloseConditionEnum, { description: 'Which.' })
  readonly code!: string;
  @Field(() => Int, { nullable: true, description: 'The follow-up that it is about.' })
  readonly followUp!: number | null;
  @Field(() => String, { description: 'In a sentence.' })
  readonly detail!: string;
}

@ObjectType({ description: 'Whether an incident may close, by the rules of its severity. Guide: G2.6' })
export class CloseGate {
  @Field(() => Boolean, { description: 'Nothing is missing.' })
  readonly met!: boolean;
  @Field(() => [MissingCondition], { description: 'What is missing.' })
  readonly missing!: readonly MissingCondition[];
}
