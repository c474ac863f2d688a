import { Field, ID, InputType } from '@nestjs/graphql';
import type { PostPhase } from '../../domain/handbook/handbook.model.js';
import { CommandInput } from '../incidents/command.input.js';
import { PostPhaseEnum } from './communication.enums.js';

@InputType({ description: 'What draftStatusPost needs.' })
export class DraftStatusPostInput extends CommandInput {
  @Field(() => PostPhaseEnum, { description: 'How far the work has come.' })
  readonly phase!: PostPhase;
  @Field(() => String, { nullable: true, description: 'What to tell, ≤ 2000 characters; without it, the handbook’s template.' })
  readonly text?: string | null;
  @Field(() => [ID], { nullable: true, description: 'The components that suffer; without it, those of the incident’s service.' })
  readonly components?: string[] | null;
}

@InputType({ description: 'What publishStatusPost needs.' })
export class PublishStatusPostInput extends CommandInput {
  @Field(() => ID, { description: 'The draft’s id, for example INC-1042/post/1.' })
  readonly post!: string;
  @Field(() => String, { nullable: true, description: 'Instead of the draft’s text.' })
  readonly text?: string | null;
  @Field(() => [ID], { nullable: true, description: 'Instead of the draft’s components.' })
  readonly components?: string[] | null;
}

@InputType({ description: 'What discardStatusPost needs.' })
export class DiscardStatusPostInput extends CommandInput {
  @Field(() => ID, { description: 'The draft’s id, for example INC-1042/post/1.' })
  readonly post!: string;
  @Field(() => String, { nullable: true, description: 'Why.' })
  readonly reason?: string | null;
}
