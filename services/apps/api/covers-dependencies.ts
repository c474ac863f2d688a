import { Logger } from '@nestjs/common';
import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import type { ZoneRules } from '../../../domain/oncall/zone-rules.js';
import { AuditLogService } from '../../audit/audit-log.service.js';
import type { Clock } from '../../config/clock.js';
import { CoverNewsService } from '../../covers/cover-news.service.js';
import { CoverRequestsRepository } from '../../covers/cover-requests.repository.js';
import { CoverRequestsService } from '../../covers/cover-requests.service.js';
import type { Covers } from '../../covers/covers.module.js';
import { CoversRepository } from '../../covers/covers.repository.js';
import { CoversService } from '../../covers/covers.service.js';
import { RosterService } from '../../covers/roster.service.js';
import type { HandbookReader } from '../../handbook/handbook-reader.port.js';
import { NoticeDeskService } from '../../notifications/notice-desk.service.js';
import { NoticesRepository } from '../../notifications/notices.repository.js';
import type { CoverWorkflows } from '../../orchestration/cover-requests.port.js';
import { poolOf } from '../../persistence/sql.js';
import type { Pagers } from '../compose-pagers.js';

export interface CoversNeeds {
  readonly dataSource: DataSource;
  readonly handbooks: HandbookReader;
  readonly zones: ZoneRules;
  readonly clock: Clock;
  readonly pagers: Pagers;
  readonly workflows: CoverWorkflows;
}

/** Who is on call, for everything that this process answers. */
export function rosterFrom({ pool, handbooks, clock }: Pick<CoversNeeds, 'handbooks' | 'clock'> & { readonly pool: Pool }): RosterService {
  const logger = new Logger('Covers');
  const warn = (message: string, detail: object): void => logger.warn({ message, ...detail });
  return new RosterService({ handbooks, covers: new CoversRepository(pool), clock, warn });
}

export function coversFrom({ dataSource, handbooks, zones, clock, pagers, workflows }: CoversNeeds): Covers {
  const pool = poolOf(dataSource);
  const covers = new CoversRepository(pool);
  const notices = new NoticeDeskService({ notices: new NoticesRepository(pool), handbooks, pagers, clock });
  return {
    covers: new CoversService({ pool, covers, handbooks, audit: new AuditLogService(dataSource), zones, clock }),
    requests: new CoverRequestsService({ requests: new CoverRequestsRepository(pool), covers, workflows, handbooks, zones, clock }),
    news: new CoverNewsService({ pool, covers, handbooks, notices, zones, clock }),
  };
}
