import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import type { IntegrationKind } from '../../services/alerts/integration-key.model.js';
import { registerRenamedEnum } from '../support/enums.js';
import { DateTimeScalar } from '../support/scalars.js';

export const IntegrationKindEnum = registerRenamedEnum<IntegrationKind>(
  'IntegrationKind',
  {
    description: 'What kind of monitor sends.',
    values: { alertmanager: 'Prometheus’ Alertmanager, webhook version 4.', pagerduty: 'Whatever speaks PagerDuty’s Events API v2.' },
  },
  (value) => value.toUpperCase(),
);

@ObjectType({ description: 'A monitor’s right to send alerts; its secret is shown once, when it is made.' })
export class Integration {
  @Field(() => ID, { description: 'Names the key.' })
  readonly id!: string;
  @Field(() => ID, { description: 'The same for all keys of one monitor.' })
  readonly integrationId!: string;
  @Field(() => String, { description: 'What it is for.' })
  readonly name!: string;
  @Field(() => IntegrationKindEnum, { description: 'What kind of monitor sends.' })
  readonly kind!: string;
  @Field(() => String, { description: 'The part of the key that may be shown.' })
  readonly prefix!: string;
  @Field(() => String, { description: 'Who made it.' })
  readonly createdBy!: string;
  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  readonly createdAt!: number;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was revoked.' })
  readonly revokedAt!: number | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was last used.' })
  readonly lastUsedAt!: number | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was last used although revoked: some sender still has it.' })
  readonly revokedUsedAt!: number | null;
}

@InputType({ description: 'What createIntegration needs.' })
export class CreateIntegrationInput {
  @Field(() => String, { description: 'What it is for, 1 to 100 characters.' })
  readonly name!: string;
  @Field(() => IntegrationKindEnum, { description: 'What kind of monitor sends.' })
  readonly kind!: IntegrationKind;
}

@InputType({ description: 'Which integration key.' })
export class IntegrationKeyInput {
  @Field(() => ID, { description: 'The key’s id.' })
  readonly id!: string;
}

@ObjectType({ isAbstract: true })
abstract class MadeIntegrationPayload {
  @Field(() => Integration, { description: 'What is known of the key.' })
  readonly integration!: Integration;
  @Field(() => String, { description: 'The key. It is not stored and cannot be shown again.' })
  readonly secret!: string;
}

@ObjectType({ description: 'What createIntegration answers.' })
export class CreateIntegrationPayload extends MadeIntegrationPayload {}

@ObjectType({ description: 'What rotateIntegration answers: the second key; the first one works until it is revoked.' })
export class RotateIntegrationPayload extends MadeIntegrationPayload {}

@ObjectType({ description: 'What revokeIntegration answers.' })
export class RevokeIntegrationPayload {
  @Field(() => Integration, { description: 'The key, void from now on.' })
  readonly integration!: Integration;
}
