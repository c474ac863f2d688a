import { Field, ID, ObjectType } from '@nestjs/graphql';
import { Person } from '../handbook/directory.model.js';
import { CommandOutcomeEnum } from './incident.enums.js';
import { Incident } from './incident.model.js';

/** What every command to an incident answers. */
@ObjectType({ isAbstract: true })
export abstract class CommandPayload {
  @Field(() => Incident, { description: 'The incident afterwards: once APPLIED, this and every later read shows it.' })
  readonly incident!: Incident;
  @Field(() => CommandOutcomeEnum, { description: 'What became of the command.' })
  readonly outcome!: string;
  @Field(() => Person, { nullable: true, description: 'Who has the incident now.' })
  readonly holder!: Person | null;
  @Field(() => ID, { description: 'The command’s id, given or made.' })
  readonly commandId!: string;
}
