import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateTimeScalar } from '../support/scalars.js';
import { FindingKindEnum } from './audit.enums.js';

@ObjectType({ description: 'One thing that is not what was written, and where.' })
export class AuditFinding {
  @Field(() => String, {
    description:
      'The incident, or audit_log, handbook_versions, history_archive, seals, seal file. A restricted incident is not named to others.',
  })
  readonly chain!: string;
  @Field(() => Int, { description: 'The first number within the chain that is wrong; of the seal file, the line.' })
  readonly index!: number;
  @Field(() => FindingKindEnum, { description: 'What is wrong with it.' })
  readonly what!: string;
  @Field(() => String, { description: 'The same as a sentence.' })
  readonly detail!: string;
}

@ObjectType({ description: 'Every chain recomputed and held against the seals. What has happened since the newest seal cannot be proved.' })
export class AuditReport {
  @Field(() => Boolean, { description: 'Nothing was found.' })
  readonly sound!: boolean;
  @Field(() => Int, { description: 'Incidents that were looked at and that you may see.' })
  readonly incidents!: number;
  @Field(() => Int, { description: 'Their events.' })
  readonly events!: number;
  @Field(() => Int, { description: 'Events that no seal covers yet: had they been changed or cut off, nobody could tell.' })
  readonly unsealed!: number;
  @Field(() => Int, { description: 'Seals.' })
  readonly seals!: number;
  @Field(() => Int, { description: 'Signatures.' })
  readonly signatures!: number;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When the newest seal was made.' })
  readonly sealedAt!: number | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When the newest signature that holds was made.' })
  readonly signedAt!: number | null;
  @Field(() => Boolean, { description: 'Whether seals were compared with a file outside PostgreSQL.' })
  readonly sealFile!: boolean;
  @Field(() => Boolean, { description: 'Whether signatures could be verified: this server has a key.' })
  readonly keyed!: boolean;
  @Field(() => Int, { description: 'How many things were found in all.' })
  readonly found!: number;
  @Field(() => [AuditFinding], { description: 'What was found, at most 1000.' })
  readonly findings!: readonly AuditFinding[];
}

@ObjectType({
  description: 'The public half of what signs the seals. Keep it elsewhere too: a key that comes with the proof proves little.',
})
export class SealKey {
  @Field(() => ID, { description: 'sha256: and the digest of the key.' })
  readonly id!: string;
  @Field(() => String, { description: 'The key, SPKI in PEM.' })
  readonly publicKey!: string;
}
