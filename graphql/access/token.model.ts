import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import type { Permission, Role } from '../../services/access/access.model.js';
import { PermissionEnum, RoleEnum } from '../support/enums.js';
import { DateTimeScalar } from '../support/scalars.js';

@ObjectType({ description: 'A token, without its secret: that is shown once, when it is made.' })
export class Token {
  @Field(() => ID, { description: 'Names it; also the middle part of its text.' })
  readonly id!: string;
  @Field(() => String, { description: 'What it is for.' })
  readonly name!: string;
  @Field(() => ID, { nullable: true, description: 'The person whose it is; null for a tool’s.' })
  readonly person!: string | null;
  @Field(() => String, { nullable: true, description: 'The tool whose it is; null for a person’s.' })
  readonly tool!: string | null;
  @Field(() => RoleEnum, { description: 'What it may do at most.' })
  readonly role!: string;
  @Field(() => [PermissionEnum], { description: 'What it may do.' })
  readonly permissions!: readonly string[];
  @Field(() => String, { description: 'Who made it.' })
  readonly createdBy!: string;
  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  readonly createdAt!: number;
  @Field(() => DateTimeScalar, { nullable: true, description: 'From when it is void; null: never.' })
  readonly expiresAt!: number | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was revoked.' })
  readonly revokedAt!: number | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was last used, to the minute.' })
  readonly lastUsedAt!: number | null;
}

@InputType({ description: 'What createToken needs.' })
export class CreateTokenInput {
  @Field(() => String, { description: 'What it is for, ≤ 100 characters.' })
  readonly name!: string;
  @Field(() => RoleEnum, { description: 'What it may do at most.' })
  readonly role!: Role;
  @Field(() => ID, { nullable: true, description: 'Whose it is; without person and tool, yours.' })
  readonly person?: string | null;
  @Field(() => String, { nullable: true, description: 'The tool whose it is; it names a person with each command.' })
  readonly tool?: string | null;
  @Field(() => [PermissionEnum], { nullable: true, description: 'Only these; without it, all of the role’s.' })
  readonly permissions?: Permission[] | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'From when it is void; without it, never.' })
  readonly expiresAt?: number | null;
}

@ObjectType({ description: 'What createToken answers.' })
export class CreateTokenPayload {
  @Field(() => String, { description: 'The token. It is not stored and cannot be shown again.' })
  readonly secret!: string;
  @Field(() => Token, { description: 'What is known of it.' })
  readonly token!: Token;
}

@InputType({ description: 'What revokeToken needs.' })
export class RevokeTokenInput {
  @Field(() => ID, { description: 'The token’s id.' })
  readonly id!: string;
}

@ObjectType({ description: 'What revokeToken answers.' })
export class RevokeTokenPayload {
  @Field(() => Token, { description: 'The token, void from now on.' })
  readonly token!: Token;
}
