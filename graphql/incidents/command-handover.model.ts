import { Field, ObjectType } from '@nestjs/graphql';
import { Person } from '../handbook/directory.model.js';
import { DateTimeScalar } from '../support/scalars.js';

@ObjectType({ description: 'Command of an incident that is offered to somebody, and not yet taken. Guide: G1.3' })
export class CommandOffer {
  @Field(() => Person, { description: 'Who has it, and offers it.' })
  readonly from!: Person;
  @Field(() => Person, { description: 'Who is asked to take it.' })
  readonly to!: Person;
  @Field(() => String, { nullable: true, description: 'What the record does not say, in the words of who offers it.' })
  readonly note!: string | null;
  @Field(() => [String], { description: 'What is gone through before it is taken.' })
  readonly checklist!: readonly string[];
  @Field(() => [String], {
    description:
      'What they must know, composed from the record as it is now, line by line; times in UTC. May hold texts of monitors: escape it.',
  })
  readonly brief!: readonly string[];
  @Field(() => DateTimeScalar, { description: 'Since when it is offered.' })
  readonly at!: number;
  @Field(() => DateTimeScalar, { description: 'Until when; afterwards whoever has it is told that they have it still.' })
  readonly acceptBy!: number;
}
