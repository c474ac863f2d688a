import { Field, ID, ObjectType } from '@nestjs/graphql';
import { Person } from '../handbook/directory.model.js';
import { PermissionEnum, RoleEnum } from '../support/enums.js';

@ObjectType({ description: 'Who asks.' })
export class Viewer {
  @Field(() => Person, { nullable: true, description: 'The person; null for a tool.' })
  readonly person!: Person | null;
  @Field(() => String, { nullable: true, description: 'The tool; null for a person.' })
  readonly tool!: string | null;
  @Field(() => RoleEnum, { description: 'The role of the token.' })
  readonly role!: string;
  @Field(() => [PermissionEnum], { description: 'What this token may do.' })
  readonly permissions!: readonly string[];
  @Field(() => ID, { description: 'The token in use; not its secret.' })
  readonly tokenId!: string;
}
