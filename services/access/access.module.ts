import { Module } from '@nestjs/common';
import { AuditLogService } from '../audit/audit-log.service.js';
import { AccessService } from './access.service.js';
import { SessionsRepository } from './sessions.repository.js';
import { TokensRepository } from './tokens.repository.js';

/** Needs a `DataSource` provider that is visible everywhere. */
@Module({
  providers: [AccessService, AuditLogService, SessionsRepository, TokensRepository],
  exports: [AccessService, AuditLogService],
})
export class AccessModule {}
