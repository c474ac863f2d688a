import type { Pool } from 'pg';
import { type Activities, createActivities } from '../../activities/index.js';
import type { StatusPage } from '../../activities/ports/status-page.port.js';
import type { TicketTracker } from '../../activities/ports/ticket-tracker.port.js';
import type { ZoneRules } from '../../domain/oncall/zone-rules.js';
import { boundedPage } from '../communications/bounded-page.js';
import { StatusPageRepository } from '../communications/status-page.repository.js';
import type { PersonLinks } from '../config/person-links.js';
import { CoverDeskService } from '../covers/cover-desk.service.js';
import { CoverRequestsRepository } from '../covers/cover-requests.repository.js';
import { CoversRepository } from '../covers/covers.repository.js';
import { RosterService } from '../covers/roster.service.js';
import { RespondersService } from '../escalation/responders.service.js';
import type { HandbookTimes } from '../handbook/handbook-reader.port.js';
import { BriefReader } from '../handoffs/brief.reader.js';
import { HandoffDeskService } from '../handoffs/handoff-desk.service.js';
import type { HandoffLinks } from '../handoffs/handoff-link.js';
import { HandoffsRepository } from '../handoffs/handoffs.repository.js';
import { pendingHandoffs } from '../handoffs/pending-handoffs.js';
import { ResolutionDeskService } from '../handoffs/resolution-desk.service.js';
import { NoticeDeskService } from '../notifications/notice-desk.service.js';
import { NoticesRepository } from '../notifications/notices.repository.js';
import { type PageDeskParts, PageDeskService } from '../notifications/page-desk.service.js';
import { PageTexts } from '../notifications/page-texts.js';
import { SendGate } from '../notifications/send-gate.js';
import { KnownRosters } from '../oncall/known-rosters.service.js';
import { IncidentRecordRepository } from '../persistence/incident-record.repository.js';
import { PostmortemRevisionsRepository } from '../persistence/postmortem-revisions.repository.js';
import { PostmortemDeskService } from '../postincident/postmortem-desk.service.js';
import { ReminderDeskService } from '../postincident/reminder-desk.service.js';
import { TicketDeskService } from '../tickets/ticket-desk.service.js';
import { TicketIntentsRepository } from '../tickets/ticket-intents.repository.js';

export interface ActivityParts extends Omit<PageDeskParts, 'gate' | 'texts' | 'handbooks'> {
  readonly handbooks: HandbookTimes;
  readonly pool: Pool;
  readonly zones: ZoneRules;
  readonly handoffLinks: HandoffLinks;
  readonly coverLinks: PersonLinks;
  /** Another page than the built-in one. */
  readonly statusPage?: StatusPage;
  /** Where follow-ups become tickets; without one they live in the built-in list. */
  readonly tracker?: TicketTracker;
}

/** The one wiring of activities to PostgreSQL, the handbook and the channels; the same for a worker, the tests and the demo. */
export function composeActivities(parts: ActivityParts): Activities {
  const { pool, zones, handbooks, handoffLinks, coverLinks, statusPage = new StatusPageRepository(pool), tracker, ...channels } = parts;
  const desk = { ...channels, handbooks };
  const handoffs = new HandoffsRepository(pool);
  const roster = new RosterService({ handbooks, covers: new CoversRepository(pool), clock: parts.clock, warn: parts.warn });
  const notices = new NoticeDeskService({ ...desk, notices: new NoticesRepository(pool) });
  const rosters = new KnownRosters(handbooks, roster);
  const handoffDesk = { handoffs, briefs: new BriefReader(pool), handbooks: roster, rosters, notices, links: handoffLinks, zones };
  return createActivities({
    record: new IncidentRecordRepository(pool),
    onCall: new RespondersService(roster, zones, pendingHandoffs(handoffs, parts.warn)),
    notices,
    statusPage: boundedPage(statusPage),
    handoffs: new HandoffDeskService(handoffDesk),
    resolutions: new ResolutionDeskService({ ...handoffDesk, clock: parts.clock }),
    covers: new CoverDeskService({ requests: new CoverRequestsRepository(pool), handbooks, notices, links: coverLinks, zones }),
    postmortems: new PostmortemDeskService({ ...desk, pool, zones, revisions: new PostmortemRevisionsRepository(pool) }),
    reminders: new ReminderDeskService({ ...desk, zones, notices }),
    desk: new PageDeskService({ ...desk, gate: new SendGate(pool), texts: new PageTexts(pool) }),
    tickets: new TicketDeskService({ intents: new TicketIntentsRepository(pool), ...(tracker === undefined ? {} : { tracker }) }),
  });
}
