import { ArgsType, Field, ID, InputType } from '@nestjs/graphql';
import type { Severity } from '../../domain/handbook/handbook.model.js';
import type { IncidentStatus } from '../../domain/incidents/incident.model.js';
import { IncidentStatusEnum, SeverityEnum } from '../support/enums.js';
import { ConnectionArgs } from '../support/relay.js';
import { DateTimeScalar } from '../support/scalars.js';

@InputType({ description: 'Every part that is given must hold; without any, everything matches.' })
export class IncidentFilterInput {
  @Field(() => [ID], { nullable: true, description: 'One of these incidents.' })
  readonly keys?: string[] | null;
  @Field(() => [IncidentStatusEnum], { nullable: true, description: 'In one of these statuses.' })
  readonly status?: IncidentStatus[] | null;
  @Field(() => [SeverityEnum], { nullable: true, description: 'Of one of these severities.' })
  readonly severity?: Severity[] | null;
  @Field(() => [ID], { nullable: true, description: 'Of one of these services.' })
  readonly service?: string[] | null;
  @Field(() => ID, { nullable: true, description: 'Held by this person.' })
  readonly holder?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'true: neither resolved nor over; false: the others.' })
  readonly open?: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'true: tests only; false: no tests.' })
  readonly test?: boolean | null;
}

@ArgsType()
export class IncidentsArgs extends ConnectionArgs {
  @Field(() => IncidentFilterInput, { nullable: true, description: 'Which.' })
  readonly filter?: IncidentFilterInput | null;
}

@ArgsType()
export class IncidentArgs {
  @Field(() => ID, { description: 'For example INC-1042.' })
  readonly key!: string;
  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'As it was known then: the fold of what had been recorded, that instant included. null where it had not been detected yet.',
  })
  readonly asOf?: number | null;
}
