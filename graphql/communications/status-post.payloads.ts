import { ObjectType } from '@nestjs/graphql';
import { CommandPayload } from '../incidents/command.payload.js';

@ObjectType({ description: 'What draftStatusPost answers.' })
export class DraftStatusPostPayload extends CommandPayload {}

@ObjectType({ description: 'What publishStatusPost answers.' })
export class PublishStatusPostPayload extends CommandPayload {}

@ObjectType({ description: 'What discardStatusPost answers.' })
export class DiscardStatusPostPayload extends CommandPayload {}
