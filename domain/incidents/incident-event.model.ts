import type { CommunicationPlan } from '../communications/status-page.model.js';
import type { StatusPostEventBody } from '../communications/status-post-event.model.js';
import type { EscalationPlan } from '../escalation/plan.model.js';
import type { CommandHandover, Severity, Visibility } from '../handbook/handbook.model.js';
import type { Instant } from '../instant.js';
import type { PostIncidentPlan } from '../postincident/plan.model.js';
import type { PostIncidentEventBody } from '../postincident/post-incident-event.model.js';
import type { CommandEventBody } from './command-event.model.js';
import type { Actor, LadderPosition, Page, Rung, Summons, WorkingStatus } from './incident.model.js';
import type { SkippedTarget } from './incident-command.model.js';

/** What is known of an incident when it begins. */
export interface IncidentOpening {
  readonly key: string;
  readonly title: string;
  readonly service: string;
  readonly severity: Severity;
  readonly visibility: Visibility;
  readonly test: boolean;
  readonly handbookVersionId: number;
  readonly detectedAt: Instant;
  readonly plan: EscalationPlan;
  /** Who declared it; null: alerts did. */
  readonly declaredBy: Actor | null;
  /** Whom a declared test pages instead of the ladder. */
  readonly recurrenceOf: string | null;
  /** Absent: nothing is told to the public. */
  readonly communications?: CommunicationPlan;
  /** What is to be learnt from it; absent: it closes when the reopen window ends. */
  readonly postIncident?: PostIncidentPlan;
  /** The schedule whose holder is told of the resolution; absent: nobody is. */
  readonly handoffTo?: string;
  /** How command is handed over; absent: as `handoverOf` says. */
  readonly handover?: CommandHandover;
}

/** Everything that can happen to an incident. A fact: in the past tense, never refused, never changed. */
export type IncidentEventBody =
  | StatusPostEventBody
  | CommandEventBody
  | { readonly type: 'Opened'; readonly opening: IncidentOpening }
  | { readonly type: 'AlertsChanged'; readonly revision: number; readonly firing: number; readonly total: number; readonly firings: number }
  | { readonly type: 'SeverityRaised'; readonly from: Severity; readonly to: Severity }
  | { readonly type: 'LadderMoved'; readonly position: LadderPosition; readonly generation: number; readonly why: LadderReason }
  | { readonly type: 'Summoned'; readonly summons: Summons }
  | {
      readonly type: 'RespondersFound';
      readonly summons: string;
      readonly pages: readonly Page[];
      readonly skipped: readonly SkippedTarget[];
    }
  | { readonly type: 'DeliverySent'; readonly delivery: string; readonly person: string; readonly method: string; readonly receipt: string }
  | {
      readonly type: 'DeliveryFailed';
      readonly delivery: string;
      readonly person: string;
      readonly method: string;
      readonly code: string;
      readonly reason: string;
    }
  | { readonly type: 'DeliveryVoided'; readonly delivery: string }
  | { readonly type: 'DeliveryAdvanced'; readonly delivery: string; readonly dueAt: Instant }
  | { readonly type: 'Acknowledged'; readonly by: Actor; readonly generation: number; readonly expiresAt: Instant | null }
  | { readonly type: 'AcknowledgementExtended'; readonly expiresAt: Instant | null }
  | { readonly type: 'AcknowledgementExpired'; readonly person: string; readonly generation: number }
  | { readonly type: 'Unacknowledged'; readonly by: Actor; readonly reason: string | null; readonly generation: number }
  | {
      readonly type: 'Assessed';
      readonly by: Actor;
      readonly impact: string;
      readonly services: readonly string[];
      readonly usersAffected: number | null;
    }
  | { readonly type: 'Classified'; readonly by: Actor; readonly from: Severity; readonly to: Severity; readonly reason: string | null }
  | { readonly type: 'Escalated'; readonly by: Actor; readonly reason: string | null }
  | { readonly type: 'RespondersAdded'; readonly by: Actor; readonly people: readonly string[]; readonly reason: string | null }
  | { readonly type: 'Reassigned'; readonly by: Actor; readonly to: string; readonly reason: string | null; readonly generation: number }
  | { readonly type: 'Declined'; readonly by: Actor; readonly reason: string | null }
  | { readonly type: 'Snoozed'; readonly by: Actor; readonly until: Instant; readonly reason: string | null; readonly generation: number }
  | { readonly type: 'SnoozeEnded' }
  | {
      readonly type: 'PolicyAdopted';
      readonly by: Actor;
      readonly fromVersion: number;
      readonly toVersion: number;
      readonly plan: EscalationPlan;
      readonly reason: string | null;
    }
  | { readonly type: 'NoteAdded'; readonly by: Actor; readonly text: string }
  | { readonly type: 'StatusSet'; readonly by: Actor; readonly from: string; readonly to: WorkingStatus; readonly text: string | null }
  | { readonly type: 'ResolutionProposed' }
  | { readonly type: 'AutoResolveArmed'; readonly dueAt: Instant }
  | { readonly type: 'AutoResolveDisarmed' }
  | {
      readonly type: 'Resolved';
      readonly by: Actor | null;
      readonly text: string | null;
      readonly generation: number;
      readonly reopenUntil: Instant;
    }
  | { readonly type: 'Reopened'; readonly by: Actor | null; readonly reason: string; readonly generation: number }
  | { readonly type: 'Canceled'; readonly by: Actor; readonly reason: string; readonly generation: number }
  | { readonly type: 'CancellationIgnored' }
  | { readonly type: 'Closed' }
  | PostIncidentEventBody;

export type LadderReason =
  | 'OPENED'
  | 'DEADLINE'
  | 'ESCALATED'
  | 'DECLINED'
  | 'UNREACHABLE'
  | 'ACK_EXPIRED'
  | 'UNACKNOWLEDGED'
  | 'REASSIGNED'
  | 'SNOOZE_ENDED'
  | 'REOPENED'
  | 'SEVERITY_CHANGED'
  | 'POLICY_ADOPTED';

/** A numbered event of one incident: `seq` counts from 1 without a gap. */
export type IncidentEvent = IncidentEventBody & { readonly seq: number; readonly at: Instant };

export type EventType = IncidentEventBody['type'];

/** The short name of a rung within ids: `s0`, `c2`, `h7`, `a9`, `o9`. */
export function rungId(rung: Rung, seq: number): string {
  switch (rung.kind) {
    case 'STEP':
      return `s${rung.step}`;
    case 'TOLD':
      return `t${rung.step}`;
    case 'CATCH_ALL':
      return `c${rung.round}`;
    case 'HOLDER':
      return `h${seq}`;
    case 'ASKED':
      return `a${seq}`;
    case 'COMMAND':
      return `o${seq}`;
  }
}
