import type { AlertSnapshot } from '../alerts/alert.model.js';
import type { StatusPostCommand, StatusPostSettled } from '../communications/status-post-command.model.js';
import type { EscalationPlan } from '../escalation/plan.model.js';
import type { Channel, Severity } from '../handbook/handbook.model.js';
import type { Instant } from '../instant.js';
import {
  POST_INCIDENT_COMMAND_KINDS,
  type PostIncidentPersonCommand,
  type PostIncidentSystemCommand,
} from '../postincident/post-incident-command.model.js';
import { COMMAND_HANDOVER_KINDS, type CommandHandoverCommand } from './command-offer.model.js';
import type { Actor, WorkingStatus } from './incident.model.js';

/** What a person can tell an incident to do. The verbs are the updates of the workflow and the mutations of the API. */
export type PersonCommand =
  | StatusPostCommand
  | CommandHandoverCommand
  | { readonly kind: 'acknowledge' }
  | { readonly kind: 'unacknowledge'; readonly reason?: string }
  | { readonly kind: 'assess'; readonly impact: string; readonly services?: readonly string[]; readonly usersAffected?: number }
  | { readonly kind: 'classify'; readonly severity: Severity; readonly reason?: string }
  | { readonly kind: 'escalateNow'; readonly reason?: string }
  | { readonly kind: 'addResponders'; readonly people: readonly string[]; readonly reason?: string }
  | { readonly kind: 'reassign'; readonly to: string; readonly reason?: string }
  /** `step`: where the decliner was paged; a decline from a page of an earlier step changes nothing. */
  | { readonly kind: 'decline'; readonly reason?: string; readonly step?: number; readonly generation?: number }
  /** `minutes` from now; afterwards the ladder goes on. */
  | { readonly kind: 'snooze'; readonly minutes: number; readonly reason?: string }
  /** `adopts`: attached by the server that takes the command, from the handbook that runs then. */
  | { readonly kind: 'adoptPolicy'; readonly reason?: string; readonly adopts?: Adoption }
  | { readonly kind: 'addNote'; readonly text: string }
  | { readonly kind: 'setStatus'; readonly status: WorkingStatus; readonly text?: string }
  /** `confirm`: although alerts still fire. */
  | { readonly kind: 'resolve'; readonly text?: string; readonly confirm?: boolean }
  | { readonly kind: 'reopen'; readonly reason: string }
  | { readonly kind: 'cancel'; readonly reason: string }
  | PostIncidentPersonCommand;

/** What an incident adopts: the plan that a handbook version has for it. */
export interface Adoption {
  readonly handbookVersionId: number;
  readonly plan: EscalationPlan;
}

export type CommandKind = PersonCommand['kind'];

export const COMMAND_KINDS = [
  'acknowledge',
  'unacknowledge',
  'assess',
  'classify',
  'escalateNow',
  'addResponders',
  'reassign',
  'decline',
  'snooze',
  'adoptPolicy',
  'addNote',
  'setStatus',
  'resolve',
  'reopen',
  'cancel',
  'draftStatusPost',
  'publishStatusPost',
  'discardStatusPost',
  ...COMMAND_HANDOVER_KINDS,
  ...POST_INCIDENT_COMMAND_KINDS,
] as const satisfies readonly CommandKind[];

/** Someone who can be reached, with the methods in the order of use. */
export interface Responder {
  readonly person: string;
  readonly rungs: readonly { readonly method: string; readonly channel: Channel; readonly afterMs: number }[];
  /** They said that they are not there: for which target they were found, and until when. Absent: they are. */
  readonly away?: { readonly target: string; readonly until: Instant };
}

/** A target nobody could be paged for, and why. */
export interface SkippedTarget {
  readonly target: string;
  readonly reason: 'NOT_IN_HANDBOOK' | 'NOBODY_ON_CALL' | 'NO_WORKING_METHOD' | 'OUTSIDE_HOURS' | 'AWAY';
  /** Who is away. */
  readonly person?: string;
  /** Until when they are away. */
  readonly until?: Instant;
}

/** What the machinery reports. */
export type SystemCommand =
  | StatusPostSettled
  | { readonly kind: 'alertsReceived'; readonly snapshot: AlertSnapshot }
  /** Time has come: whatever is due at `at` happens. */
  | { readonly kind: 'tick' }
  | {
      readonly kind: 'respondersResolved';
      readonly summons: string;
      readonly responders: readonly Responder[];
      readonly skipped: readonly SkippedTarget[];
    }
  | { readonly kind: 'deliverySettled'; readonly delivery: string; readonly outcome: DeliveryOutcome }
  /** Somebody pressed cancel in the Temporal UI; an open incident goes on. */
  | { readonly kind: 'cancellationRequested' }
  | PostIncidentSystemCommand;

/** `STALE`: the send gate refused it, since the incident was acknowledged or resolved meanwhile. */
export type DeliveryOutcome =
  | { readonly status: 'SENT'; readonly receipt: string }
  | { readonly status: 'FAILED'; readonly code: string; readonly reason: string }
  | { readonly status: 'STALE' };

export type Command = (PersonCommand & { readonly by: Actor }) | SystemCommand;

/** A command as it travels: the same `commandId` acts once, whichever way and however often it arrives. */
export interface CommandEnvelope {
  /** Chosen by the client, ≤ 100 characters. */
  readonly commandId: string;
  /** When the client's server accepted it; orders commands that arrive together. */
  readonly issuedAt: Instant;
  readonly by: Actor;
  readonly command: PersonCommand;
}
