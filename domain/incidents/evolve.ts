import { isStatusPostEvent, statusPageAfter, statusPageAtOpening } from '../communications/evolve-posts.js';
import type { StatusPostEventBody } from '../communications/status-post-event.model.js';
import { evolvePostIncident } from '../postincident/evolve-post-incident.js';
import { isLearning, type Learnt } from '../postincident/is-learning.js';
import { nothingLearnt, type PostIncident } from '../postincident/post-incident.model.js';
import { assertNever } from '../result.js';
import type { CommandEventBody } from './command-event.model.js';
import { evolveOffer, withLivingOffer } from './evolve-command.js';
import { evolvePaging, type Paging } from './evolve-paging.js';
import { findingsAfter } from './findings.js';
import { type Incident, ladderOf } from './incident.model.js';
import type { IncidentEvent, IncidentOpening } from './incident-event.model.js';

/** The incident before its first event. */
export function unopened(opening: IncidentOpening): Incident {
  return {
    key: opening.key,
    title: opening.title,
    service: opening.service,
    severity: opening.severity,
    severityConfirmed: opening.declaredBy !== null,
    status: 'TRIAGE',
    visibility: opening.visibility,
    test: opening.test,
    handbookVersionId: opening.handbookVersionId,
    detectedAt: opening.detectedAt,
    plan: opening.plan,
    holder: null,
    generation: 0,
    ladder: null,
    resumeStep: 0,
    snoozedUntil: null,
    summons: [],
    pages: [],
    engaged: [],
    alerts: { revision: 0, firing: 0, firings: 0 },
    autoResolveAt: null,
    resolutionProposed: false,
    resolvedAt: null,
    reopenUntil: null,
    ...statusPageAtOpening(opening),
    lastSeq: 0,
    ...(opening.postIncident === undefined ? {} : { postIncident: nothingLearnt(opening.postIncident) }),
    ...(opening.handoffTo === undefined ? {} : { handoffTo: opening.handoffTo }),
    ...(opening.handover === undefined ? {} : { handover: opening.handover }),
  };
}

const engage = (incident: Incident, person: string): Incident =>
  incident.engaged.includes(person) ? incident : { ...incident, engaged: [...incident.engaged, person] };

/** A new generation: whatever was to be paged before is stale. */
const quiet = (incident: Incident, generation: number): Incident => ({ ...incident, generation, ladder: null, summons: [], pages: [] });

/** The incident after `event`. Never fails: an event is a fact. */
export function evolve(incident: Incident, event: IncidentEvent): Incident {
  const next = withFindings(withLivingOffer(withStatusPage(isStatusPostEvent(event) ? incident : apply(incident, event), event)), event);
  return { ...('by' in event && event.by !== null ? engage(next, event.by.person) : next), lastSeq: event.seq };
}

/** The page's part, where the incident has one. */
function withStatusPage(incident: Incident, event: IncidentEvent): Incident {
  return incident.statusPage === undefined ? incident : { ...incident, statusPage: statusPageAfter(incident.statusPage, event) };
}

function withFindings(incident: Incident, event: IncidentEvent): Incident {
  const findings = findingsAfter(incident.findings, event);
  return findings === incident.findings || findings === undefined ? incident : { ...incident, findings };
}

function apply(incident: Incident, event: Exclude<IncidentEvent, StatusPostEventBody>): Incident {
  if (isLearning(event)) return evolvePostIncident(incident, event);
  switch (event.type) {
    case 'Resolved':
    case 'Reopened':
    case 'Canceled':
    case 'Closed':
      return applyEnding(incident, event);
    case 'Acknowledged':
    case 'AcknowledgementExtended':
    case 'AcknowledgementExpired':
    case 'Unacknowledged':
    case 'Reassigned':
    case 'Snoozed':
    case 'SnoozeEnded':
    case 'CommandAccepted':
      return applyHolding(incident, event);
    case 'CommandOffered':
    case 'CommandDeclined':
    case 'HandOverWithdrawn':
    case 'HandOverLapsed':
      return evolveOffer(incident, event);
    case 'LadderMoved':
    case 'Summoned':
    case 'RespondersFound':
    case 'DeliverySent':
    case 'DeliveryFailed':
    case 'DeliveryVoided':
    case 'DeliveryAdvanced':
    case 'Declined':
    case 'PolicyAdopted':
      return evolvePaging(incident, event);
    default:
      return applyNews(incident, event);
  }
}

/** What is known of the trouble itself: its alerts, how bad it is, how far the work has come. */
function applyNews(incident: Incident, event: News): Incident {
  switch (event.type) {
    case 'Opened':
    case 'Assessed':
    case 'Escalated':
    case 'RespondersAdded':
    case 'NoteAdded':
    case 'CancellationIgnored':
      return incident;
    case 'AlertsChanged':
      return {
        ...incident,
        alerts: { revision: event.revision, firing: event.firing, firings: event.firings },
        resolutionProposed: incident.resolutionProposed && event.firing === 0,
      };
    case 'SeverityRaised':
      return { ...incident, severity: event.to };
    case 'Classified':
      return { ...incident, severity: event.to, severityConfirmed: true };
    case 'StatusSet':
      return { ...incident, status: event.to };
    case 'ResolutionProposed':
      return { ...incident, resolutionProposed: true };
    case 'AutoResolveArmed':
      return { ...incident, autoResolveAt: event.dueAt };
    case 'AutoResolveDisarmed':
      return { ...incident, autoResolveAt: null };
    default:
      return assertNever(event);
  }
}

type News = Exclude<IncidentEvent, Ending | Holding | Paging | StatusPostEventBody | CommandEventBody | Learnt>;

type Ending = Extract<IncidentEvent, { type: 'Resolved' | 'Reopened' | 'Canceled' | 'Closed' }>;

function applyEnding(incident: Incident, event: Ending): Incident {
  switch (event.type) {
    case 'Resolved':
      return {
        ...quiet(incident, event.generation),
        status: 'RESOLVED',
        resolvedAt: event.at,
        reopenUntil: event.reopenUntil,
        autoResolveAt: null,
        snoozedUntil: null,
        holder: incident.holder === null ? null : { ...incident.holder, expiresAt: null },
        ...learningOf(incident, { resolvedBy: event.by?.person ?? null }),
      };
    case 'Reopened':
      return {
        ...quiet(incident, event.generation),
        status: 'INVESTIGATING',
        resolvedAt: null,
        reopenUntil: null,
        holder: null,
        resumeStep: 0,
        resolutionProposed: false,
        ...learningOf(incident, { resolvedBy: null }),
      };
    case 'Canceled':
      return {
        ...quiet(incident, event.generation),
        status: 'CANCELED',
        snoozedUntil: null,
        autoResolveAt: null,
        reopenUntil: null,
        ...learningOf(incident, { closedAt: event.at }),
      };
    case 'Closed':
      return { ...incident, status: 'CLOSED', reopenUntil: null, ...learningOf(incident, { closedAt: event.at }) };
  }
}

const learningOf = ({ postIncident }: Incident, change: Partial<PostIncident>): Pick<Incident, 'postIncident'> =>
  postIncident === undefined ? {} : { postIncident: { ...postIncident, ...change } };

type Holding = Extract<
  IncidentEvent,
  {
    type:
      | 'Acknowledged'
      | 'AcknowledgementExtended'
      | 'AcknowledgementExpired'
      | 'Unacknowledged'
      | 'Reassigned'
      | 'Snoozed'
      | 'SnoozeEnded'
      | 'CommandAccepted';
  }
>;

function applyHolding(incident: Incident, event: Holding): Incident {
  switch (event.type) {
    case 'Acknowledged':
    case 'CommandAccepted':
      return {
        ...quiet(incident, event.generation),
        holder: { person: event.by.person, since: event.at, expiresAt: event.expiresAt },
        resumeStep: standingStep(incident),
        snoozedUntil: null,
      };
    case 'AcknowledgementExtended':
      return { ...incident, holder: incident.holder === null ? null : { ...incident.holder, expiresAt: event.expiresAt } };
    case 'AcknowledgementExpired':
    case 'Unacknowledged':
      return { ...quiet(incident, event.generation), holder: null, snoozedUntil: null };
    case 'Reassigned':
      return { ...quiet(incident, event.generation), holder: null, resumeStep: standingStep(incident), snoozedUntil: null };
    case 'Snoozed':
      return {
        ...quiet(incident, event.generation),
        resumeStep: standingStep(incident),
        snoozedUntil: event.until,
        holder: incident.holder === null ? null : { ...incident.holder, expiresAt: null },
      };
    case 'SnoozeEnded':
      return { ...incident, snoozedUntil: null, holder: null };
  }
}

/** The step at which paging stands, or stood when it was last stopped. */
export function standingStep(incident: Incident): number {
  if (incident.ladder === null) return incident.resumeStep;
  if (incident.ladder.kind === 'EXHAUSTED') return Math.max(0, ladderOf(incident).steps.length - 1);
  return incident.ladder.step;
}
