import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { DeliveryStatusEnum } from '../support/enums.js';

@InputType({ description: 'What sendTestPage needs.' })
export class SendTestPageInput {
  @Field(() => ID, { description: 'Whom to page: yourself, or as an administrator anybody.' })
  readonly person!: string;
}

@ObjectType({ description: 'A test page over one contact method.' })
export class TestPageSend {
  @Field(() => String, { description: 'The contact method, as the handbook names it.' })
  readonly method!: string;
  @Field(() => String, { description: 'The channel: email, ntfy or webhook.' })
  readonly channel!: string;
  @Field(() => DeliveryStatusEnum, { description: 'What became of it; INTENDED: the incident’s own pages tell.' })
  readonly status!: string;
  @Field(() => String, { nullable: true, description: 'Why it did not leave.' })
  readonly error!: string | null;
}

@ObjectType({ description: 'What sendTestPage answers.' })
export class SendTestPagePayload {
  @Field(() => ID, { description: 'The test incident; an acknowledgement of the page shows on it as its holder.' })
  readonly incidentKey!: string;
  @Field(() => [TestPageSend], { description: 'Each contact method of the person.' })
  readonly sends!: readonly TestPageSend[];
}
