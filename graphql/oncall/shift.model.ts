import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Person } from '../handbook/directory.model.js';
import { DateTimeScalar } from '../support/scalars.js';
import { ReadinessKindEnum, ShiftOriginEnum } from './oncall.enums.js';

@ObjectType({ description: 'One person holds a schedule for a while, by one entry of the handbook or by a cover. Guide: G1.1' })
export class Shift {
  @Field(() => Person, { description: 'Who is on call.' })
  readonly person!: Person;
  @Field(() => DateTimeScalar, { description: 'Since when, inclusive.' })
  readonly from!: number;
  @Field(() => DateTimeScalar, { description: 'Until when, exclusive.' })
  readonly to!: number;
  @Field(() => ShiftOriginEnum, { description: 'What gave it to them.' })
  readonly origin!: string;
  @Field(() => String, {
    description: 'The entry of the handbook that gave it to them, for example schedules.on-call.overrides[0]; of a cover covers.COV-12.',
  })
  readonly entry!: string;
}

@ObjectType({ description: 'Something that a night would show, found before it. Guide: G1.1' })
export class ReadinessFinding {
  @Field(() => ReadinessKindEnum, { description: 'What is not ready.' })
  readonly kind!: string;
  @Field(() => String, { description: 'The entry of the handbook that it is about, for example people.ada.' })
  readonly entry!: string;
  @Field(() => String, { description: 'What is wrong, in words; times are in the handbook’s zone.' })
  readonly problem!: string;
  @Field(() => String, { description: 'How to put it right.' })
  readonly fix!: string;
  @Field(() => ID, { nullable: true, description: 'Whom it is about; null: nobody in particular.' })
  readonly person!: string | null;
  @Field(() => String, { nullable: true, description: 'Which of their contact methods it is about; null: none in particular.' })
  readonly method!: string | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it is so for the first time; null: at any time.' })
  readonly from!: number | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'Until when, that first time; null: at any time.' })
  readonly to!: number | null;
  @Field(() => Int, { nullable: true, description: 'How often in the next four weeks; null: it does not depend on time.' })
  readonly times!: number | null;
}
