import { Module } from '@nestjs/common';
import { AccessService } from './access.service.js';
import { AuditLogService } from '../audit/audit-log.service.js';
import { SessionsRepository } from './sessions.repository.js';
import { TokensRepository } from './tokens.repository.js';

/** Needs a `DataSource` provider that is visible everywhere. */
@Module({
  providers: [AccessService, AuditLogService, SessionsRepository, TokensRepository],
  exports: [AccessService, AuditLogService],
})
export class AccessModule {}
