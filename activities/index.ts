import { type CommunicationActivities, createCommunicationActivities } from './communications/communication.activities.js';
import { type CoverActivities, createCoverActivities } from './covers/cover.activities.js';
import { createEscalationActivities, type EscalationActivities } from './escalation/escalation.activities.js';
import { createHandoffActivities, type HandoffActivities } from './handoffs/handoff.activities.js';
import { createIncidentActivities, type IncidentActivities } from './incidents/incident.activities.js';
import { createNotificationActivities, type NotificationActivities } from './notifications/notification.activities.js';
import type { CoverDeskPort } from './ports/cover-desk.port.js';
import type { HandoffDeskPort, ResolutionDeskPort } from './ports/handoff-desk.port.js';
import type { IncidentRecordPort } from './ports/incident-record.port.js';
import type { NoticeDeskPort } from './ports/notice-desk.port.js';
import type { OnCallPort } from './ports/on-call.port.js';
import type { PageDeskPort } from './ports/page-desk.port.js';
import type { PostmortemDeskPort } from './ports/postmortem-desk.port.js';
import type { ReminderDeskPort } from './ports/reminder-desk.port.js';
import type { StatusPage } from './ports/status-page.port.js';
import type { TicketDeskPort } from './ports/ticket-tracker.port.js';
import { createPostIncidentActivities, type PostIncidentActivities } from './postincident/post-incident.activities.js';
import { createTicketActivities, type TicketActivities } from './tickets/ticket.activities.js';

export type { Projection, ProjectionOutcome } from './ports/incident-record.port.js';
export type { DeliverRequest } from './ports/page-desk.port.js';
export type { PublishRequest } from './ports/status-page.port.js';

export type Activities = IncidentActivities &
  EscalationActivities &
  NotificationActivities &
  HandoffActivities &
  CoverActivities &
  CommunicationActivities &
  PostIncidentActivities &
  TicketActivities;

export interface ActivityPorts {
  readonly record: IncidentRecordPort;
  readonly onCall: OnCallPort;
  readonly desk: PageDeskPort;
  readonly handoffs: HandoffDeskPort;
  readonly resolutions: ResolutionDeskPort;
  readonly covers: CoverDeskPort;
  readonly notices: NoticeDeskPort;
  readonly statusPage: StatusPage;
  readonly postmortems: PostmortemDeskPort;
  readonly reminders: ReminderDeskPort;
  readonly tickets: TicketDeskPort;
}

/** Everything that workflows can have done, over the given ports. */
export const createActivities = (ports: ActivityPorts): Activities => ({
  ...createIncidentActivities(ports.record),
  ...createEscalationActivities(ports.onCall),
  ...createHandoffActivities(ports.handoffs, ports.resolutions),
  ...createCoverActivities(ports.covers),
  ...createNotificationActivities(ports.desk, ports.notices),
  ...createCommunicationActivities(ports.statusPage),
  ...createPostIncidentActivities(ports.postmortems, ports.reminders),
  ...createTicketActivities(ports.tickets),
});
