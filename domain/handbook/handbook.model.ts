import type { DurationMs } from '../instant.js';
import type { CloseCondition, FollowUpClass } from '../postincident/classes.js';
import type { Absence, Schedule } from './schedule.model.js';

/** How bad an incident is; SEV1 is worst. Guide: G2.1 */
export const SEVERITIES = ['SEV1', 'SEV2', 'SEV3', 'SEV4'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** How loud an alert is. Guide: G5.2 */
export const PRIORITIES = ['HIGH', 'MEDIUM', 'LOW'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** Whether people are woken. */
export const URGENCIES = ['HIGH', 'LOW'] as const;
export type Urgency = (typeof URGENCIES)[number];

/** Who can see an incident: everybody signed in, or only the people named on it. */
export const VISIBILITIES = ['INTERNAL', 'RESTRICTED'] as const;
export type Visibility = (typeof VISIBILITIES)[number];

/** How far the work has come, as the public is told. Guide: G2.5 */
export const POST_PHASES = ['INVESTIGATING', 'IDENTIFIED', 'MONITORING', 'RESOLVED'] as const;
export type PostPhase = (typeof POST_PHASES)[number];

/** The channels of which an adapter exists. */
export const CHANNELS = ['email', 'ntfy', 'webhook'] as const;
export type Channel = (typeof CHANNELS)[number];

/**
 * One way to reach a person. `address` is an e-mail address, an ntfy topic, or an https URL.
 * `id` is stable and unique per person, for example `email` or `ntfy`.
 */
export interface ContactMethod {
  readonly id: string;
  readonly channel: Channel;
  readonly address: string;
}

/** Use `method` of the person `afterMs` after the page began. */
export interface ContactRung {
  readonly method: string;
  readonly afterMs: DurationMs;
}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** IANA zone, for example `Europe/London`. */
  readonly timezone: string;
  readonly team?: string;
  readonly methods: readonly ContactMethod[];
  /** Ascending by `afterMs`. Guide: G1.1 */
  readonly reach: Readonly<Record<Urgency, readonly ContactRung[]>>;
  /** When they cannot be on call, earliest first; absent: never. Moves no shift: steps skip them, and it is warned of. */
  readonly away?: readonly Absence[];
}

/** Whom a step pages: whoever holds a schedule when the step fires, or one person. */
export interface Target {
  readonly kind: 'schedule' | 'person';
  readonly id: string;
  /** Only when the step fires within, or outside, the handbook's working hours; absent: always. */
  readonly hours?: 'WORKING' | 'OUTSIDE';
}

/** A target as a policy names it. */
export interface PolicyTarget extends Target {
  /** Only for incidents of these severities; absent: for all. */
  readonly severities?: readonly Severity[];
}

/** Pages its targets, and waits for one of them. */
export interface PagingStep {
  readonly targets: readonly PolicyTarget[];
  readonly answerWithinMs: DurationMs;
  /** The same targets are paged again this often while the step waits; absent: once. */
  readonly pageAgainEveryMs?: DurationMs;
}

/** Pages nobody for a while. Other steps' times do not count it. */
export interface WaitStep {
  readonly waitMs: DurationMs;
}

/** Tells its targets without waking them, and waits for nobody. */
export interface TellStep {
  readonly tell: readonly PolicyTarget[];
}

export type PolicyStep = PagingStep | WaitStep | TellStep;

/** When people are at work: from `fromMinute` to `toMinute` of each of `days`, but not on holidays. Guide: G1.2 (branch by hours) */
export interface WorkingHours {
  readonly timezone: string;
  /** 0 is Sunday. */
  readonly days: readonly number[];
  /** Minutes after local midnight; `fromMinute` < `toMinute`. */
  readonly fromMinute: number;
  readonly toMinute: number;
  /** Local calendar dates (`YYYY-MM-DD`) on which nobody works. */
  readonly holidays: readonly string[];
}

/** Guide: G1.2 */
export interface EscalationPolicy {
  readonly id: string;
  /** `cumulative`: `answerWithinMs` counts from the first page. `perStep`: from this step's own page. */
  readonly timing: 'cumulative' | 'perStep';
  readonly steps: readonly PolicyStep[];
  /** The catch-all; never empty. */
  readonly exhausted: { readonly targets: readonly Target[]; readonly repeatEveryMs: DurationMs };
  /** How often the steps are gone through again before the ladder goes on; absent: not at all. */
  readonly repeats?: number;
  /** The policy whose steps follow when these are used up, before the catch-all. */
  readonly fallback?: string;
  /** An acknowledgement without any recorded action of its holder for this long is void; absent: never. */
  readonly ackExpiresAfterMs: Readonly<Partial<Record<Severity, DurationMs>>>;
  /** At low urgency the ladder has this many paging steps, each as long as the severity's response time. */
  readonly lowUrgencySteps: number;
}

/** A regular change of the guard, as the handbook has it. Guide: G1.3 */
export interface HandoffRule {
  readonly id: 'daily' | 'weekly';
  readonly schedule: string;
  /** The schedule's own zone, in which `minute` is read. */
  readonly timezone: string;
  /** 0 is Sunday; null: every day. */
  readonly weekday: number | null;
  /** Minutes after local midnight. */
  readonly minute: number;
  readonly acceptWithinMs: DurationMs;
  /** Paged where nobody accepts in time; never empty. */
  readonly otherwise: readonly Target[];
}

/** Which handoffs a company holds. */
export interface HandoffPolicy {
  readonly regular: readonly HandoffRule[];
  /** Absent: nobody is told of a resolved incident. */
  readonly onResolution?: ResolutionHandoff;
  readonly command?: CommandHandover;
}

/** How the command of an incident is handed over in mid-incident. Guide: G1.3 */
export interface CommandHandover {
  /** How long the incoming person has to take it; until then whoever had it has it. */
  readonly acceptWithinMs: DurationMs;
  /** What is gone through; never empty. */
  readonly checklist: readonly string[];
}

/** Whoever holds the schedule is told of every resolved incident, and accepts it on the next working day. Guide: G1.3 */
export interface ResolutionHandoff {
  readonly schedule: string;
  /** Minutes after local midnight of a working day, in the schedule's zone; absent: 09:00. */
  readonly acceptMinute?: number;
  /** Told, not woken, where nobody accepts in time; absent: nobody is. */
  readonly otherwise?: readonly Target[];
}

/** Guide: G2.1 */
export interface SeverityDefinition {
  readonly id: Severity;
  readonly name: string;
  readonly definition: string;
  readonly examples: readonly string[];
  readonly respondWithinMs: DurationMs;
  readonly urgency: Urgency;
  /** After resolution a re-fire within this long reopens the incident. */
  readonly reopenWindowMs: DurationMs;
  /** When all alerts are resolved: resolve by itself after this long without a new one; absent: a person decides. */
  readonly autoResolveAfterMs?: DurationMs;
  /** Working days after resolution until the postmortem is due; absent: none is asked for. Guide: G2.6 */
  readonly postmortemDueDays?: number;
}

export interface Service {
  readonly id: string;
  readonly name: string;
  readonly owner: string;
  readonly escalation: string;
  readonly description?: string;
  readonly links: readonly { readonly title: string; readonly url: string }[];
  /** The components of the status page that suffer when it does. */
  readonly components?: readonly string[];
}

/** A part of the product as the public knows it: a line on the status page. Guide: G2.5 */
export interface Component {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  /** `AUTOMATIC`: what is drafted for it goes out without a click, once a person has classified. */
  readonly publish: 'MANUAL' | 'AUTOMATIC';
  /** Where it stands on the page, from 1: a stored handbook keeps no order of its keys. */
  readonly position: number;
}

/** Guide: G2.5 */
export interface StatusPageRules {
  /** What the page is called. */
  readonly name: string;
  /** A post is drafted for this severity and worse. */
  readonly from: Severity;
  /** The public title of an incident. */
  readonly title: string;
  readonly templates: Readonly<Record<PostPhase, string>>;
}

/** Guide: G2.5 */
export interface Communications {
  readonly statusPage?: StatusPageRules;
}

/** Guide: G5.2. An alert named `alert` proposes `proposes`; without a rule its priority does. */
export interface AlertRule {
  readonly alert: string;
  readonly priority: Priority;
  /** The guide's own words, for example `error rate > 5%`. */
  readonly when: string;
  /** How long the condition must hold; 0: at once. */
  readonly forMs: DurationMs;
  /** PromQL. */
  readonly expr?: string;
  readonly proposes: Severity;
  readonly runbookUrl?: string;
}

/** The first route whose `match` labels all equal the alert's wins; the last one matches everything. */
export interface AlertRoute {
  readonly match: Readonly<Record<string, string>>;
  readonly service: string;
  readonly groupBy: readonly string[];
}

/** In the handbook's time zone. */
export interface WorkingWeek {
  /** 0 is Sunday. Never empty. */
  readonly days: readonly number[];
  /** When a working day ends, minutes after local midnight. */
  readonly endMinute: number;
  /** Local calendar dates (`YYYY-MM-DD`) on which nobody works. */
  readonly holidays: readonly string[];
}

/** What happens after an incident. Guide: G2.6 */
export interface PostIncidentPolicy {
  /** The parts of every postmortem, in their order. */
  readonly parts: readonly string[];
  /** How soon a follow-up is due, counted from when it is added. */
  readonly followUpDueMs: Readonly<Record<FollowUpClass, DurationMs>>;
  readonly closeWhen: readonly CloseCondition[];
  /** Owns a postmortem that is nobody else's, and is told of what is late. */
  readonly lead: string;
  /** By team: who is told instead. */
  readonly teamLeads: Readonly<Record<string, string>>;
  readonly workingWeek: WorkingWeek;
}

/** What a company wrote down, compiled: JSON-safe, every reference checked, every duration in milliseconds. */
export interface Handbook {
  readonly id: string;
  /** The author's own version, for example `1.0.0`. */
  readonly version: string;
  readonly timezone: string;
  readonly workingHours?: WorkingHours;
  readonly people: Readonly<Record<string, Person>>;
  readonly schedules: Readonly<Record<string, Schedule>>;
  readonly escalation: Readonly<Record<string, EscalationPolicy>>;
  readonly handoffs?: HandoffPolicy;
  readonly severities: Readonly<Record<Severity, SeverityDefinition>>;
  readonly services: Readonly<Record<string, Service>>;
  readonly alertRules: readonly AlertRule[];
  readonly routes: readonly AlertRoute[];
  /** What the status page lists. */
  readonly components?: Readonly<Record<string, Component>>;
  readonly communications?: Communications;
  /** Absent: an incident closes when its reopen window ends. */
  readonly postIncident?: PostIncidentPolicy;
}
