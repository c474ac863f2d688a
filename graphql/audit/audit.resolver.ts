import { Args, ArgsType, Field, ID, Query, Resolver } from '@nestjs/graphql';
import type { Viewer } from '../../services/access/access.model.js';
import { AuditVerificationService } from '../../services/audit/audit-verification.service.js';
import { SealKeyService } from '../../services/audit/seal-key.service.js';
import { sightOf } from '../../services/incidents/acting.js';
import { CurrentViewer } from '../access/current-viewer.decorator.js';
import { Requires } from '../access/requires.decorator.js';
import { DateTimeScalar } from '../support/scalars.js';
import { AuditReport, SealKey } from './audit.model.js';

@ArgsType()
class VerifyArgs {
  @Field(() => [ID], { nullable: true, description: 'These incidents alone, and the seals; without it, everything.' })
  readonly keys?: string[] | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'Incidents detected from then on.' })
  readonly from?: number | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'Incidents detected before then.' })
  readonly to?: number | null;
}

@Resolver()
export class AuditResolver {
  constructor(
    private readonly verification: AuditVerificationService,
    private readonly keys: SealKeyService,
  ) {}

  @Query(() => AuditReport, {
    description: 'Recomputes the chains, the seals and the signatures, and names whatever is not what was written. One at a time.',
  })
  @Requires('audit:read')
  verifyAudit(@Args() { keys, from, to }: VerifyArgs, @CurrentViewer() viewer: Viewer) {
    return this.verification.verify({ keys: keys ?? null, from: from ?? null, to: to ?? null }, sightOf(viewer));
  }

  @Query(() => SealKey, { nullable: true, description: 'What verifies the signatures of this server; null where it signs nothing.' })
  @Requires('audit:read')
  sealKey() {
    return this.keys.publicKey();
  }
}
