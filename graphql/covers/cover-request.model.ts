import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import type { CoverRequestStatus } from '../../domain/covers/cover-request.model.js';
import { Person } from '../handbook/directory.model.js';
import { CommandOutcomeEnum } from '../incidents/incident.enums.js';
import { described } from '../support/enums.js';
import { DateTimeScalar } from '../support/scalars.js';
import { CoverWarning } from './cover.model.js';

export const CoverRequestStatusEnum = described<CoverRequestStatus>('CoverRequestStatus', {
  description: 'What became of a request for cover. Guide: G1.1',
  values: {
    ASKED: 'It waits for an answer; the asker stays on call.',
    ACCEPTED: 'The first who accepted covers.',
    DECLINED: 'Everybody who was asked declined; the asker stays on call.',
    WITHDRAWN: 'The asker needs nobody any more.',
    EXPIRED: 'Nobody accepted in time; the asker stays on call.',
  },
});

@ObjectType({ description: 'Somebody asks others to hold a schedule instead of them. Guide: G1.1' })
export class CoverRequest {
  @Field(() => ID, { description: 'For example `COV-12`; the cover that comes of it has the same.' })
  readonly id!: string;
  @Field(() => ID, { description: 'The schedule.' })
  readonly schedule!: string;
  @Field(() => CoverRequestStatusEnum, { description: 'What became of it.' })
  readonly status!: string;
  @Field(() => Person, { description: 'Who asks.' })
  readonly asker!: Person;
  @Field(() => [Person], { description: 'Who is asked; the first to accept covers.' })
  readonly candidates!: readonly Person[];
  @Field(() => [Person], { description: 'Who of them declined.' })
  readonly declined!: readonly Person[];
  @Field(() => Person, { nullable: true, description: 'Who accepted.' })
  readonly acceptedBy!: Person | null;
  @Field(() => DateTimeScalar, { description: 'Since when cover is asked for, inclusive.' })
  readonly from!: number;
  @Field(() => DateTimeScalar, { description: 'Until when, exclusive.' })
  readonly to!: number;
  @Field(() => String, { nullable: true, description: 'Why, as they said. May contain anything: escape it.' })
  readonly reason!: string | null;
  @Field(() => DateTimeScalar, { description: 'When it was asked.' })
  readonly askedAt!: number;
  @Field(() => DateTimeScalar, { description: 'From then on nobody can accept any more.' })
  readonly answerBy!: number;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it stopped to wait; null: it waits.' })
  readonly settledAt!: number | null;
}

@InputType({ description: 'What requestCover needs.' })
export class RequestCoverInput {
  @Field(() => ID, { description: 'The schedule.' })
  readonly schedule!: string;
  @Field(() => DateTimeScalar, { description: 'Since when; you are on call throughout the time that you ask for.' })
  readonly from!: number;
  @Field(() => DateTimeScalar, { description: 'Until when, at most 31 days later.' })
  readonly to!: number;
  @Field(() => ID, {
    nullable: true,
    description: 'Who is asked; without it, everybody of the schedule’s rotation who is not away.',
  })
  readonly person?: string | null;
  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Until when to answer; without it, an hour before the time begins, at least a quarter of an hour from now.',
  })
  readonly answerBy?: number | null;
  @Field(() => String, { nullable: true, description: 'Why, at most 500 characters.' })
  readonly reason?: string | null;
  @Field(() => ID, { nullable: true, description: 'For tools: the person who asks.' })
  readonly onBehalfOf?: string | null;
}

@InputType({ description: 'What acceptCover, declineCover and withdrawCoverRequest need.' })
export class AnswerCoverInput {
  @Field(() => ID, { description: 'The request, for example COV-12.' })
  readonly id!: string;
  @Field(() => ID, { nullable: true, description: 'For tools: the person who answers.' })
  readonly onBehalfOf?: string | null;
}

@ObjectType({ description: 'What requestCover, acceptCover, declineCover and withdrawCoverRequest answer.' })
export class CoverRequestPayload {
  @Field(() => CoverRequest, { description: 'The request afterwards.' })
  readonly request!: CoverRequest;
  @Field(() => CommandOutcomeEnum, { description: '`PENDING`: kept, and acts when a worker returns.' })
  readonly outcome!: string;
  @Field(() => [CoverWarning], { description: 'What speaks against whoever is asked, or has accepted.' })
  readonly warnings!: readonly CoverWarning[];
}
