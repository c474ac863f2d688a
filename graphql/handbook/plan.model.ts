import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { registerRenamedEnum } from '../support/enums.js';
import { DateTimeScalar, DurationScalar } from '../support/scalars.js';
import { Person } from './directory.model.js';

const upper = (value: string): string => value.toUpperCase();

export const ChangeKindEnum = registerRenamedEnum<'added' | 'changed' | 'removed'>(
  'ChangeKind',
  {
    description: 'What happens to a part or a field of the handbook.',
    values: { added: 'It is new.', changed: 'It is otherwise than before.', removed: 'It is gone.' },
  },
  upper,
);

export const TroubleEnum = registerRenamedEnum<'UNREACHABLE' | 'TWICE' | 'ASLEEP'>(
  'NightTrouble',
  {
    description: 'What can be wrong with an hour of a night.',
    values: {
      UNREACHABLE: 'No page leaves within 30 minutes.',
      TWICE: 'One person holds two steps of a ladder.',
      ASLEEP: 'The first page wakes somebody between 00:00 and 06:00 of their own time while a colleague is awake.',
    },
  },
  upper,
);

@InputType({ description: 'A handbook that does not run yet: a file’s text, or a version that ran before. Give one of both.' })
export class HandbookDraftInput {
  @Field(() => String, { nullable: true, description: 'The YAML text.' })
  readonly source?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'true: source is the base64 of the gzip of the text, for large ones.' })
  readonly gzipped?: boolean | null;
  @Field(() => String, { nullable: true, description: 'What problems call the file; without it, handbook.yaml.' })
  readonly file?: string | null;
  @Field(() => Int, { nullable: true, description: 'The number of a version that ran before.' })
  readonly versionId?: number | null;
}

@ObjectType({ description: 'One thing that is wrong in a handbook file, or worth a look.' })
export class HandbookProblem {
  @Field(() => String, { description: 'The file.' })
  readonly file!: string;
  @Field(() => Int, { description: 'Counts from 1.' })
  readonly line!: number;
  @Field(() => Int, { description: 'Counts from 1.' })
  readonly column!: number;
  @Field(() => String, { description: 'For example `people.ada.reach.high[0]`.' })
  readonly path!: string;
  @Field(() => String, { description: 'What is wrong.' })
  readonly problem!: string;
  @Field(() => String, { description: 'How to put it right.' })
  readonly fix!: string;
}

@ObjectType({ description: 'One field that is otherwise.' })
export class HandbookFieldChange {
  @Field(() => String, { description: 'Which.' })
  readonly field!: string;
  @Field(() => ChangeKindEnum, { description: 'What happens to it.' })
  readonly how!: string;
  @Field(() => String, { nullable: true, description: 'Its words before; null where they work like a secret.' })
  readonly before!: string | null;
  @Field(() => String, { nullable: true, description: 'Its words afterwards; null where they work like a secret.' })
  readonly after!: string | null;
}

@ObjectType({ description: 'One part of the handbook that is new, gone, or otherwise.' })
export class HandbookChange {
  @Field(() => ChangeKindEnum, { description: 'What happens to it.' })
  readonly kind!: string;
  @Field(() => String, { description: 'For example `person eve`.' })
  readonly part!: string;
  @Field(() => [HandbookFieldChange], { description: 'What is otherwise; of something new the first things to know.' })
  readonly fields!: readonly HandbookFieldChange[];
}

@ObjectType({ description: 'A span in which somebody else holds a schedule than without the change.' })
export class MovedShift {
  @Field(() => ID, { description: 'The schedule.' })
  readonly schedule!: string;
  @Field(() => DateTimeScalar, { description: 'From when, inclusive.' })
  readonly from!: number;
  @Field(() => DateTimeScalar, { description: 'Until when, exclusive.' })
  readonly to!: number;
  @Field(() => Person, { nullable: true, description: 'Who would have held it; null: nobody.' })
  readonly before!: Person | null;
  @Field(() => Person, { nullable: true, description: 'Who will hold it; null: nobody.' })
  readonly after!: Person | null;
}

@ObjectType({ description: 'One rung of a table of times, if nobody answers.' })
export class LadderRung {
  @Field(() => [ID], { description: 'Whom it pages; empty: it only waits.' })
  readonly targets!: readonly string[];
  @Field(() => DurationScalar, { description: 'When, since the first page.' })
  readonly pagedAfter!: number;
  @Field(() => DurationScalar, { description: 'Until when somebody must answer, since the first page.' })
  readonly answerBy!: number;
}

@ObjectType({ description: 'An escalation policy whose table of times is another one. Guide: G1.2' })
export class LadderChange {
  @Field(() => ID, { description: 'The policy.' })
  readonly policy!: string;
  @Field(() => [LadderRung], { nullable: true, description: 'Its table before; null: it is new.' })
  readonly before!: readonly LadderRung[] | null;
  @Field(() => [LadderRung], { nullable: true, description: 'Its table afterwards; null: it is gone.' })
  readonly after!: readonly LadderRung[] | null;
}

@ObjectType({ description: 'A span of nights.' })
export class NightSpan {
  @Field(() => DateTimeScalar, { description: 'From when, inclusive.' })
  readonly from!: number;
  @Field(() => DateTimeScalar, { description: 'Until when, exclusive.' })
  readonly to!: number;
}

@ObjectType({ description: 'A trouble of the night map that comes or goes.' })
export class NightChange {
  @Field(() => TroubleEnum, { description: 'Which.' })
  readonly trouble!: string;
  @Field(() => Person, { nullable: true, description: 'Whose; null: nobody’s.' })
  readonly person!: Person | null;
  @Field(() => [ID], { description: 'The services.' })
  readonly services!: readonly string[];
  @Field(() => [NightSpan], { description: 'When, oldest first.' })
  readonly spans!: readonly NightSpan[];
}

@ObjectType({ description: 'Which of the next 28 nights a change makes better or worse, and whose.' })
export class NightComparison {
  @Field(() => [NightChange], { description: 'Troubles that go.' })
  readonly better!: readonly NightChange[];
  @Field(() => [NightChange], { description: 'Troubles that come.' })
  readonly worse!: readonly NightChange[];
}

@ObjectType({ description: 'A rung of a running incident that would page somebody else than now, unless somebody acknowledges before.' })
export class ReroutedRung {
  @Field(() => ID, { description: 'The incident’s key.' })
  readonly incident!: string;
  @Field(() => ID, { description: 'The schedule that the rung pages.' })
  readonly schedule!: string;
  @Field(() => DateTimeScalar, { description: 'When it is due; pinned.' })
  readonly at!: number;
  @Field(() => Person, { nullable: true, description: 'Whom it would page without the change; null: nobody.' })
  readonly before!: Person | null;
  @Field(() => Person, { nullable: true, description: 'Whom it will page; null: nobody.' })
  readonly after!: Person | null;
}

@ObjectType({
  description:
    'What a change does to running incidents: they keep the rungs, times and clocks they began with, until adoptEscalationPolicy.',
})
export class RunningIncidents {
  @Field(() => Int, { description: 'How many are open, of those you may see; each stays on its pinned version.' })
  readonly open!: number;
  @Field(() => [ReroutedRung], { description: 'Rungs to come whose schedule somebody else holds then; of the 100 newest.' })
  readonly rerouted!: readonly ReroutedRung[];
}

@ObjectType({ description: 'A version that is to take effect.' })
export class ScheduledHandbook {
  @Field(() => Int, { description: 'The version.' })
  readonly versionId!: number;
  @Field(() => DateTimeScalar, { description: 'From when on it runs.' })
  readonly effectiveAt!: number;
}

@ObjectType({ description: 'What a draft would change, before it does.' })
export class HandbookPlan {
  @Field(() => String, { nullable: true, description: 'What applyHandbook asks for; null while the draft has problems.' })
  readonly digest!: string | null;
  @Field(() => Int, { nullable: true, description: 'The version that runs now; null: none.' })
  readonly runningVersionId!: number | null;
  @Field(() => Int, {
    nullable: true,
    description: 'The version that the draft replaces and is compared with: the one that runs when it takes effect.',
  })
  readonly replacedVersionId!: number | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'From when on the draft is to run; null: at once.' })
  readonly effectiveAt!: number | null;
  @Field(() => [ScheduledHandbook], { description: 'What takes effect after the draft, and replaces it; soonest first.' })
  readonly scheduled!: readonly ScheduledHandbook[];
  @Field(() => String, { description: 'The draft’s IANA zone; UTC while it has problems.' })
  readonly timezone!: string;
  @Field(() => [HandbookProblem], { description: 'Everything that is wrong with the draft.' })
  readonly problems!: readonly HandbookProblem[];
  @Field(() => [HandbookProblem], { description: 'What works and is perhaps not meant.' })
  readonly warnings!: readonly HandbookProblem[];
  @Field(() => [HandbookChange], { description: 'Parts that are new, otherwise, or gone.' })
  readonly changes!: readonly HandbookChange[];
  @Field(() => [MovedShift], {
    description: 'Exactly the shifts until 28 days after it takes effect that move, and whose they are. Guide: G1.1',
  })
  readonly shifts!: readonly MovedShift[];
  @Field(() => [LadderChange], { description: 'The tables of times that change.' })
  readonly ladders!: readonly LadderChange[];
}
