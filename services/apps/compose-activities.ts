import type { Pool } from 'pg';
import { type Activities, createActivities } from '../../activities/index.js';
import type { StatusPage } from '../../activities/ports/status-page.port.js';
import type { ZoneRules } from '../../domain/oncall/zone-rules.js';
import { boundedPage } from '../communications/bounded-page.js';
import { StatusPageRepository } from '../communications/status-page.repository.js';
import { RespondersService } from '../escalation/responders.service.js';
import { NoticeDeskService } from '../notifications/notice-desk.service.js';
import { NoticesRepository } from '../notifications/notices.repository.js';
import { type PageDeskParts, PageDeskService } from '../notifications/page-desk.service.js';
import { PageTexts } from '../notifications/page-texts.js';
import { SendGate } from '../notifications/send-gate.js';
import { IncidentRecordRepository } from '../persistence/incident-record.repository.js';

export interface ActivityParts extends Omit<PageDeskParts, 'gate' | 'texts'> {
  readonly pool: Pool;
  readonly zones: ZoneRules;
  /** Another page than the built-in one. */
  readonly statusPage?: StatusPage;
}

/** The one wiring of activities to PostgreSQL, the handbook and the channels; the same for a worker, the tests and the demo. */
export function composeActivities(parts: ActivityParts): Activities {
  const { pool, zones, statusPage = new StatusPageRepository(pool), ...desk } = parts;
  return createActivities({
    record: new IncidentRecordRepository(pool),
    onCall: new RespondersService(parts.handbooks, zones),
    notices: new NoticeDeskService({ ...desk, notices: new NoticesRepository(pool) }),
    statusPage: boundedPage(statusPage),
    desk: new PageDeskService({ ...desk, gate: new SendGate(pool), texts: new PageTexts(pool) }),
  });
}
