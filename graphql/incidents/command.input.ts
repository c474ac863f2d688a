import { Field, ID, InputType } from '@nestjs/graphql';

/** What every command to an incident carries. */
@InputType({ isAbstract: true })
export abstract class CommandInput {
  @Field(() => ID, { description: 'The incident’s key, for example INC-1042.' })
  readonly key!: string;
  @Field(() => ID, {
    nullable: true,
    description: 'Yours to choose, ≤ 100 characters: the same id acts once, however often it arrives. Without it, one is made.',
  })
  readonly commandId?: string | null;
  @Field(() => ID, { nullable: true, description: 'For tools: the person who acts.' })
  readonly onBehalfOf?: string | null;
}
