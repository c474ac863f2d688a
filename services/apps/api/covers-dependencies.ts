import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type { ZoneRules } from '../../../domain/oncall/zone-rules.js';
import { AuditLogService } from '../../audit/audit-log.service.js';
import { systemClock } from '../../config/clock.js';
import type { Covers } from '../../covers/covers.module.js';
import { CoversRepository } from '../../covers/covers.repository.js';
import { CoversService } from '../../covers/covers.service.js';
import { RosterService } from '../../covers/roster.service.js';
import type { HandbookReader } from '../../handbook/handbook-reader.port.js';
import { poolOf } from '../../persistence/sql.js';

export interface CoversNeeds {
  readonly dataSource: DataSource;
  readonly handbooks: HandbookReader;
  readonly zones: ZoneRules;
}

export function coversFrom({ dataSource, handbooks, zones }: CoversNeeds): Covers {
  const logger = new Logger('Covers');
  const pool = poolOf(dataSource);
  const covers = new CoversRepository(pool);
  const warn = (message: string, detail: object): void => logger.warn({ message, ...detail });
  return {
    covers: new CoversService({ pool, covers, handbooks, audit: new AuditLogService(dataSource), zones, clock: systemClock }),
    roster: new RosterService({ handbooks, covers, clock: systemClock, warn }),
  };
}
