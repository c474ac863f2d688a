import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import type { CoverWarning as FoundWarning } from '../../domain/oncall/cover-warnings.js';
import { Person } from '../handbook/directory.model.js';
import { CommandOutcomeEnum } from '../incidents/incident.enums.js';
import { described } from '../support/enums.js';
import { DateTimeScalar } from '../support/scalars.js';

export const CoverWarningKindEnum = described<FoundWarning['kind']>('CoverWarningKind', {
  description: 'What speaks against a cover, and does not forbid it. Guide: G1.1',
  values: {
    AWAY: 'The handbook says that they are away at that time.',
    ANOTHER_LEVEL: 'They hold another schedule at that time: two steps of a ladder could page one person.',
  },
});

@ObjectType({ description: 'Something that speaks against a cover, and does not forbid it.' })
export class CoverWarning {
  @Field(() => CoverWarningKindEnum, { description: 'What it is.' })
  readonly kind!: string;
  @Field(() => Person, { description: 'Who covers, or would.' })
  readonly person!: Person;
  @Field(() => ID, { nullable: true, description: 'The other schedule that they hold; null: they are away.' })
  readonly schedule!: string | null;
  @Field(() => DateTimeScalar, { description: 'Since when.' })
  readonly from!: number;
  @Field(() => DateTimeScalar, { description: 'Until when.' })
  readonly to!: number;
}

@ObjectType({ description: 'Somebody holds a schedule instead of whoever else would, by agreement. Guide: G1.1' })
export class Cover {
  @Field(() => ID, { description: 'For example `COV-12`; the request’s where one was accepted.' })
  readonly id!: string;
  @Field(() => ID, { description: 'The schedule.' })
  readonly schedule!: string;
  @Field(() => Person, { description: 'Who covers.' })
  readonly person!: Person;
  @Field(() => [Person], { description: 'Who would have been on call in that time; empty: nobody.' })
  readonly relieves!: readonly Person[];
  @Field(() => DateTimeScalar, { description: 'Since when, inclusive.' })
  readonly from!: number;
  @Field(() => DateTimeScalar, { description: 'Until when, exclusive, unless it was given back before.' })
  readonly to!: number;
  @Field(() => DateTimeScalar, { description: 'When it was taken or accepted.' })
  readonly recordedAt!: number;
  @Field(() => Person, { description: 'Who took it, or asked for it.' })
  readonly by!: Person;
  @Field(() => String, { nullable: true, description: 'Why, as they said. May contain anything: escape it.' })
  readonly reason!: string | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was given back; null: it was not.' })
  readonly endedAt!: number | null;
  @Field(() => Person, { nullable: true, description: 'Who gave it back.' })
  readonly endedBy!: Person | null;
}

@InputType({ description: 'What takeShift needs.' })
export class TakeShiftInput {
  @Field(() => ID, { description: 'The schedule.' })
  readonly schedule!: string;
  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Until when, at most 31 days ahead; without it, to the end of the present shift.',
  })
  readonly until?: number | null;
  @Field(() => String, { nullable: true, description: 'Why, at most 500 characters.' })
  readonly reason?: string | null;
  @Field(() => ID, { nullable: true, description: 'For tools: the person who takes it.' })
  readonly onBehalfOf?: string | null;
}

@ObjectType({ description: 'What takeShift answers.' })
export class TakeShiftPayload {
  @Field(() => Cover, { description: 'The cover, which holds already.' })
  readonly cover!: Cover;
  @Field(() => [CoverWarning], { description: 'What speaks against it.' })
  readonly warnings!: readonly CoverWarning[];
}

@InputType({ description: 'What endCover needs.' })
export class EndCoverInput {
  @Field(() => ID, { description: 'The cover, for example COV-12.' })
  readonly id!: string;
  @Field(() => ID, { nullable: true, description: 'For tools: the person who gives it back.' })
  readonly onBehalfOf?: string | null;
}

@ObjectType({ description: 'What endCover answers.' })
export class EndCoverPayload {
  @Field(() => Cover, { description: 'The cover afterwards.' })
  readonly cover!: Cover;
  @Field(() => CommandOutcomeEnum, { description: '`ALREADY`: somebody had given it back.' })
  readonly outcome!: string;
}
