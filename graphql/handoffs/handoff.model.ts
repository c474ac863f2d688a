import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import type { HandoffStatus } from '../../domain/handoffs/handoff.model.js';
import { Person } from '../handbook/directory.model.js';
import { CommandOutcomeEnum } from '../incidents/incident.enums.js';
import { registerRenamedEnum } from '../support/enums.js';
import { DateTimeScalar } from '../support/scalars.js';

export const HandoffStatusEnum = registerRenamedEnum<HandoffStatus>(
  'HandoffStatus',
  {
    description: 'What became of a handoff. Guide: G1.3',
    values: {
      BRIEFED: 'Nobody was asked: the holder stays the same.',
      PENDING: 'The incoming person is asked to accept; where the guard changes, both are paged first until then.',
      OVERDUE: 'They did not accept in time, and somebody else was told.',
      ACCEPTED: 'The incoming person has taken over.',
      SUPERSEDED: 'Nobody accepted before the next handoff of the schedule, or the incident was reopened.',
    },
  },
  (value) => value,
);

@ObjectType({ description: 'A change of the guard, or an incident handed to whoever is on call when it was resolved. Guide: G1.3' })
export class Handoff {
  @Field(() => ID, { description: 'For example `on-call/2026-11-30T14:00Z`, or `INC-1042/resolved/3`.' })
  readonly id!: string;
  @Field(() => ID, { description: 'The schedule.' })
  readonly schedule!: string;
  @Field(() => String, { description: 'Which rule of the handbook: `daily`, `weekly` or `resolution`.' })
  readonly rule!: string;
  @Field(() => ID, { nullable: true, description: 'The incident that is over; null: the guard changes.' })
  readonly incidentKey!: string | null;
  @Field(() => HandoffStatusEnum, { description: 'What became of it.' })
  readonly status!: string;
  @Field(() => Person, { nullable: true, description: 'Who went, or had the incident; null: nobody, or it is not to be said.' })
  readonly outgoing!: Person | null;
  @Field(() => Person, { nullable: true, description: 'Who came; null: nobody is on call.' })
  readonly incoming!: Person | null;
  @Field(() => DateTimeScalar, { description: 'When the holder changed, or the incident was resolved.' })
  readonly at!: number;
  @Field(() => DateTimeScalar, { nullable: true, description: 'Until when it was to be accepted; null: nobody was asked.' })
  readonly acceptBy!: number | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was accepted.' })
  readonly acceptedAt!: number | null;
}

@InputType({ description: 'What acceptHandoff needs.' })
export class AcceptHandoffInput {
  @Field(() => ID, { description: 'The handoff.' })
  readonly id!: string;
  @Field(() => ID, { nullable: true, description: 'For tools: the person who accepts.' })
  readonly onBehalfOf?: string | null;
}

@ObjectType({ description: 'What acceptHandoff answers.' })
export class AcceptHandoffPayload {
  @Field(() => Handoff, { description: 'The handoff afterwards.' })
  readonly handoff!: Handoff;
  @Field(() => CommandOutcomeEnum, { description: '`PENDING`: kept, and acts when a worker returns.' })
  readonly outcome!: string;
}
