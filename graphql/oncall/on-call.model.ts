import { Field, ID, ObjectType } from '@nestjs/graphql';
import { Person } from '../handbook/directory.model.js';
import { Handoff } from '../handoffs/handoff.model.js';
import { DateTimeScalar } from '../support/scalars.js';

@ObjectType({ description: 'Who holds a schedule at an instant. Guide: G1.1' })
export class OnCall {
  @Field(() => ID, { description: 'The schedule.' })
  readonly schedule!: string;
  @Field(() => Person, { description: 'Who is on call.' })
  readonly person!: Person;
  @Field(() => DateTimeScalar, { description: 'Since when, inclusive.' })
  readonly from!: number;
  @Field(() => DateTimeScalar, { description: 'Until when, exclusive.' })
  readonly to!: number;
  @Field(() => Boolean, { description: 'Whether they cover for whose turn it is.' })
  readonly cover!: boolean;
  @Field(() => Handoff, {
    nullable: true,
    description: 'A handoff that nobody has accepted yet: until then its outgoing person is paged too. Asked for now only.',
  })
  readonly handoff!: Handoff | null;
}
