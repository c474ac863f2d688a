import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { WhyKind } from '../../services/escalation/why.model.js';
import { Person } from '../handbook/directory.model.js';
import { registerRenamedEnum } from '../support/enums.js';

export const WhyKindEnum = registerRenamedEnum<WhyKind>(
  'WhyKind',
  {
    description: 'What a link of the chain is about.',
    values: {
      ALERT: 'What fired, or who declared it.',
      RULE: 'The alert rule that proposed the severity.',
      ROUTE: 'The route that found the service.',
      SERVICE: 'The service, and its escalation policy.',
      POLICY: 'The policy, in the version with which the incident began.',
      STEP: 'The step, and when it was due.',
      SCHEDULE: 'Whose turn it was, in the version that ran then.',
      COVER: 'The override or the cover that gave somebody else the shift.',
      PERSON: 'A person whom the step names itself, or who is not in the handbook.',
      CONTACT: 'The contact method.',
      DELIVERY: 'What became of the send.',
    },
  },
  (value) => value,
);

@ObjectType({ description: 'A place in the text of a handbook.' })
export class HandbookLine {
  @Field(() => String, { description: 'For example `escalation.standard.steps[1]`.' })
  readonly path!: string;
  @Field(() => Int, { description: 'Counts from 1.' })
  readonly line!: number;
}

@ObjectType({ description: 'One link of the chain that leads to a page, or away from one.' })
export class WhyLink {
  @Field(() => WhyKindEnum, { description: 'What it is about.' })
  readonly kind!: string;
  @Field(() => String, { description: 'In words. May contain what a monitor or a person wrote: escape it.' })
  readonly words!: string;
  @Field(() => Int, { nullable: true, description: 'The handbook version whose text says so.' })
  readonly versionId!: number | null;
  @Field(() => HandbookLine, { nullable: true, description: 'Where it says so; null: no handbook does.' })
  readonly line!: HandbookLine | null;
}

@ObjectType({ description: 'Why somebody was not paged, rung by rung.' })
export class NotPaged {
  @Field(() => Person, { description: 'Who.' })
  readonly person!: Person;
  @Field(() => [ID], { description: 'Their pages: not empty where they were paged after all.' })
  readonly pages!: readonly string[];
  @Field(() => [WhyLink], { description: 'Who held each rung instead, why they were skipped, or what ended the ladder before.' })
  readonly reasons!: readonly WhyLink[];
}
