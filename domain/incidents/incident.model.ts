import type { StatusPageState } from '../communications/status-page.model.js';
import type { EscalationPlan, LadderPlan } from '../escalation/plan.model.js';
import type { CommandHandover, Severity, Target, Urgency, Visibility } from '../handbook/handbook.model.js';
import type { Instant } from '../instant.js';
import { openFollowUps, type PostIncident } from '../postincident/post-incident.model.js';
import type { CommandOffer } from './command-offer.model.js';
import type { Findings } from './findings.model.js';

export const INCIDENT_STATUSES = [
  'TRIAGE',
  'INVESTIGATING',
  'IDENTIFIED',
  'MONITORING',
  'RESOLVED',
  'POST_INCIDENT',
  'CLOSED',
  'CANCELED',
] as const;
export type IncidentStatus = (typeof INCIDENT_STATUSES)[number];

/** The statuses that a responder sets while working. */
export type WorkingStatus = Extract<IncidentStatus, 'TRIAGE' | 'INVESTIGATING' | 'IDENTIFIED' | 'MONITORING'>;

/** Who does something, and how we know. `verified: false`: only their word for it (an operator in the Temporal UI). */
export interface Actor {
  readonly person: string;
  readonly via: 'API' | 'LINK' | 'CLI' | 'PAGE' | 'TEMPORAL_UI' | 'SYSTEM';
  /** The tool that acts on the person's behalf. */
  readonly tool?: string;
  readonly verified: boolean;
}

/** Somebody has it. */
export interface Holder {
  readonly person: string;
  readonly since: Instant;
  /** When the acknowledgement becomes void unless the holder does something; null: never. */
  readonly expiresAt: Instant | null;
}

/**
 * Where the ladder stands. `DIRECT`: one person is asked before the ladder goes on at `step` (after an expired acknowledgement
 * or a reassignment). `STEP`: the targets of `step` have been or are being paged. `EXHAUSTED`: the catch-all is paged, `round` times so far.
 */
export type LadderPosition =
  | { readonly kind: 'DIRECT'; readonly person: string; readonly step: number; readonly dueAt: Instant }
  | { readonly kind: 'STEP'; readonly step: number; readonly dueAt: Instant }
  | { readonly kind: 'EXHAUSTED'; readonly round: number; readonly dueAt: Instant };

/** Whom to page because of one position; resolved to people by an activity, then gone. */
export interface Summons {
  /** Unique within the incident: `<generation>/<rung>`; part of every delivery's idempotency key. */
  readonly id: string;
  readonly generation: number;
  /** `step 1 of 4`, `catch-all`, `asked for`. */
  readonly rung: Rung;
  readonly targets: readonly SummonsTarget[];
  readonly urgency: Urgency;
  /** When it was due; late after an outage, never early. */
  readonly dueAt: Instant;
}

export type Rung =
  | { readonly kind: 'STEP'; readonly step: number; readonly of: number }
  /** Told, without being asked to answer. */
  | { readonly kind: 'TOLD'; readonly step: number }
  | { readonly kind: 'CATCH_ALL'; readonly round: number }
  | { readonly kind: 'HOLDER'; readonly why: HolderReason }
  | { readonly kind: 'ASKED'; readonly by: string }
  /** Command is offered to them. */
  | { readonly kind: 'COMMAND'; readonly by: string };

/** Why whoever has the incident is paged although they have it. */
export type HolderReason = 'ACK_EXPIRED' | 'SEVERITY_RAISED' | 'RESOLUTION_PROPOSED' | 'HANDOVER_DECLINED' | 'HANDOVER_LAPSED';

export type SummonsTarget = Target;

/** One attempt to make one person respond, over their contact methods in turn. */
export interface Page {
  /** `<incident>/<generation>/<rung>/<person>`: stable over retries, continue-as-new and a fresh Temporal database. */
  readonly id: string;
  readonly summons: string;
  readonly generation: number;
  readonly person: string;
  readonly rung: Rung;
  readonly urgency: Urgency;
  readonly at: Instant;
  readonly deliveries: readonly Delivery[];
}

export interface Delivery {
  /** The page's id and the method: the idempotency key at the channel. */
  readonly key: string;
  readonly method: string;
  readonly channel: string;
  readonly dueAt: Instant;
  readonly status: 'WAITING' | 'SENT' | 'FAILED' | 'VOID';
}

/** Everything that is true of one incident, as a fold of its events. JSON-safe; what continue-as-new and a rehydration carry over. */
export interface Incident {
  readonly key: string;
  readonly title: string;
  readonly service: string;
  readonly severity: Severity;
  /** A person confirmed the severity; until then alerts may raise it. */
  readonly severityConfirmed: boolean;
  readonly status: IncidentStatus;
  readonly visibility: Visibility;
  readonly test: boolean;
  readonly handbookVersionId: number;
  readonly detectedAt: Instant;
  readonly plan: EscalationPlan;
  readonly holder: Holder | null;
  /** Grows with every decision that makes earlier pages stale; the send gate compares it. */
  readonly generation: number;
  /** null: nobody is to be paged (held, snoozed, resolved). */
  readonly ladder: LadderPosition | null;
  /** The step to go on from when a held or snoozed incident needs somebody again. */
  readonly resumeStep: number;
  /** The rung last reached otherwise than by a passed deadline, and when: windows count from there. Absent: not known, or none yet. */
  readonly climb?: { readonly step: number; readonly at: Instant };
  /** How often another plan was adopted; absent: never. */
  readonly adoptions?: number;
  readonly snoozedUntil: Instant | null;
  readonly summons: readonly Summons[];
  /** Those whose deliveries are not all settled. */
  readonly pages: readonly Page[];
  /** Everybody who acted on or was paged for this incident, oldest first. */
  readonly engaged: readonly string[];
  readonly alerts: { readonly revision: number; readonly firing: number; readonly firings: number };
  /** Sev3 and Sev4 resolve by themselves then, unless an alert fires. */
  readonly autoResolveAt: Instant | null;
  readonly resolutionProposed: boolean;
  readonly resolvedAt: Instant | null;
  /** A re-fire before this reopens; at this instant the incident closes. */
  readonly reopenUntil: Instant | null;
  /** Absent: nothing is told to the public. */
  readonly statusPage?: StatusPageState;
  readonly lastSeq: number;
  /** What is to be learnt from it; absent where its opening pins no such plan. */
  readonly postIncident?: PostIncident;
  /** The schedule whose holder is told of the resolution. Guide: G1.3 */
  readonly handoffTo?: string;
  /** How command is handed over; absent: as `handoverOf` says. Guide: G1.3 */
  readonly handover?: CommandHandover;
  /** Absent: command is offered to nobody. */
  readonly offer?: CommandOffer;
  readonly findings?: Findings;
}

export const ladderOf = (incident: Incident): LadderPlan => incident.plan.ladders[incident.severity];

const RANK: Readonly<Record<Severity, number>> = { SEV1: 1, SEV2: 2, SEV3: 3, SEV4: 4 };

/** Whether `a` is worse than `b`. */
export const isWorse = (a: Severity, b: Severity): boolean => RANK[a] < RANK[b];

export const isOver = (incident: Incident): boolean => incident.status === 'CLOSED' || incident.status === 'CANCELED';
/** No alert and no person brings it back: a new one begins a new incident. */
export const isPast = (incident: Incident): boolean => isOver(incident) || incident.status === 'POST_INCIDENT';
export const isOpen = (incident: Incident): boolean => !isPast(incident) && incident.status !== 'RESOLVED';

/** Which workflow an incident lives in: its own, the one that learns from it, or none any more. */
export type LifePhase = 'INCIDENT' | 'POST_INCIDENT' | 'FINISHED';

/** An incident that is over lives on while a follow-up is open. */
export function lifePhase(incident: Incident): LifePhase {
  if (!isPast(incident)) return 'INCIDENT';
  return isOver(incident) && openFollowUps(incident.postIncident).length === 0 ? 'FINISHED' : 'POST_INCIDENT';
}

/** Whether a page has reached somebody, or still may. */
export const canStillAnswer = (page: Page): boolean => page.deliveries.some(({ status }) => status === 'WAITING' || status === 'SENT');
