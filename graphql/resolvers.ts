import { TokenResolver } from './access/token.resolver.js';
import { ViewerResolver } from './access/viewer.resolver.js';
import { AlertsResolver } from './alerts/alerts.resolver.js';
import { IntegrationResolver } from './alerts/integration.resolver.js';
import { AuditResolver } from './audit/audit.resolver.js';
import { ReplayResolver } from './audit/replay.resolver.js';
import { IncidentStatusPostsResolver, StatusPostResolver } from './communications/status-post.resolver.js';
import { CoverResolver } from './covers/cover.resolver.js';
import { CoverRequestResolver } from './covers/cover-request.resolver.js';
import { HistoryResolver } from './escalation/history.resolver.js';
import { SimulationResolver } from './escalation/simulation.resolver.js';
import { WhyResolver } from './escalation/why.resolver.js';
import { HandbookResolver } from './handbook/handbook.resolver.js';
import { HandbookVersionsResolver } from './handbook/handbook-versions.resolver.js';
import { PlanHandbookResolver } from './handbook/plan.resolver.js';
import { PlanFieldsResolver } from './handbook/plan-fields.resolver.js';
import { HandoffResolver } from './handoffs/handoff.resolver.js';
import { CommandHandoverResolver } from './incidents/command-handover.resolver.js';
import { DeclareResolver } from './incidents/declare.resolver.js';
import { HoldingResolver } from './incidents/holding.resolver.js';
import { IncidentConnectionResolver, IncidentResolver } from './incidents/incident.resolver.js';
import { IncidentChangesResolver } from './incidents/incident-changes.resolver.js';
import { IncidentFieldsResolver } from './incidents/incident-fields.resolver.js';
import { PagesResolver } from './incidents/pages.resolver.js';
import { PageFieldsResolver, TimelineFieldsResolver } from './incidents/timeline-fields.resolver.js';
import { WorkResolver } from './incidents/work.resolver.js';
import { TestPageResolver } from './notifications/test-page.resolver.js';
import { CalendarFeedResolver } from './oncall/calendar-feed.resolver.js';
import { OnCallResolver } from './oncall/on-call.resolver.js';
import { ScheduleResolver } from './oncall/schedule.resolver.js';
import { FollowUpsResolver } from './postincident/follow-ups.resolver.js';
import { LearningResolver } from './postincident/learning.resolver.js';
import { LearningFieldsResolver } from './postincident/learning-fields.resolver.js';

/** Every resolver: the schema is made of these, and a test asks each for its permission. */
export const RESOLVERS = [
  IncidentResolver,
  IncidentConnectionResolver,
  IncidentFieldsResolver,
  TimelineFieldsResolver,
  PageFieldsResolver,
  PagesResolver,
  HoldingResolver,
  CommandHandoverResolver,
  WorkResolver,
  LearningResolver,
  LearningFieldsResolver,
  FollowUpsResolver,
  DeclareResolver,
  TestPageResolver,
  IncidentChangesResolver,
  AlertsResolver,
  OnCallResolver,
  ScheduleResolver,
  CalendarFeedResolver,
  HandoffResolver,
  CoverResolver,
  CoverRequestResolver,
  SimulationResolver,
  HistoryResolver,
  WhyResolver,
  HandbookResolver,
  PlanHandbookResolver,
  PlanFieldsResolver,
  HandbookVersionsResolver,
  IntegrationResolver,
  AuditResolver,
  StatusPostResolver,
  IncidentStatusPostsResolver,
  ReplayResolver,
  ViewerResolver,
  TokenResolver,
];
