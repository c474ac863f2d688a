import { Field, Int, ObjectType } from '@nestjs/graphql';
import { Person } from '../handbook/directory.model.js';
import { DateTimeScalar } from '../support/scalars.js';
import { LadderKindEnum } from './incident.enums.js';

@ObjectType({ description: 'Where a ladder stands: who is being asked, and until when.' })
export class LadderState {
  @Field(() => LadderKindEnum, { description: 'What stands there.' })
  readonly kind!: string;
  @Field(() => Int, { nullable: true, description: 'The step, from 1; null where the catch-all is paged.' })
  readonly step!: number | null;
  @Field(() => Int, { description: 'How many steps the ladder has.' })
  readonly of!: number;
  @Field(() => Int, { nullable: true, description: 'How often the catch-all was paged; null before.' })
  readonly round!: number | null;
  @Field(() => Person, { nullable: true, description: 'The one person who is asked before the ladder goes on; null elsewhere.' })
  readonly person!: Person | null;
  @Field(() => DateTimeScalar, { description: 'When it moves unless somebody acknowledges.' })
  readonly dueAt!: number;
}
