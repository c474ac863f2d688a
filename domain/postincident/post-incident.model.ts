import type { Instant } from '../instant.js';
import type { FollowUpClass } from './classes.js';
import type { PostIncidentPlan } from './plan.model.js';

/** What is asked of people: the postmortem, or one follow-up. */
export type Subject = 'postmortem' | `follow-up/${number}`;

/** Which reminders a subject has had, counted from its due date. */
export interface Reminded {
  /** How many stages of the owner are past: 0 none, 1 two days before, 2 at the due date, 3 a day later, then one each week. */
  readonly stages: number;
  /** The owner's lead was told. */
  readonly lead: boolean;
}

/** `WANTED`: it is being drafted from the record. */
export type PostmortemStatus = 'WANTED' | 'DRAFTED' | 'PUBLISHED';

/** What was learnt, as far as the incident's state must know; the text itself is in revisions. Guide: G2.6 */
export interface Postmortem {
  readonly status: PostmortemStatus;
  /** null while it is `WANTED`. */
  readonly owner: string | null;
  /** null while it is `WANTED`. */
  readonly dueAt: Instant | null;
  /** The draft's, then the published one's; 0 while it is `WANTED`. */
  readonly revision: number;
  readonly digest: string;
  readonly publishedAt: Instant | null;
  readonly publishedBy: string | null;
  readonly reminded: Reminded;
}

export type FollowUpTicket =
  | { readonly status: 'WANTED'; readonly since: Instant }
  | { readonly status: 'FILED'; readonly id: string; readonly url: string }
  | { readonly status: 'FAILED'; readonly code: string; readonly reason: string };

export type FollowUpStatus = 'OPEN' | 'DONE' | 'CANCELED';

/** Something to be done so that it does not happen again. Guide: G2.6 */
export interface FollowUp {
  /** Counts from 1 within the incident. */
  readonly number: number;
  readonly class: FollowUpClass;
  readonly title: string;
  /** Never nobody. */
  readonly owner: string;
  readonly dueAt: Instant;
  readonly status: FollowUpStatus;
  readonly addedAt: Instant;
  readonly addedBy: string;
  /** When it was done or canceled. */
  readonly settledAt: Instant | null;
  /** null: no tracker was configured. */
  readonly ticket: FollowUpTicket | null;
  readonly reminded: Reminded;
}

/** A reminder that is due and has not left yet. */
export interface Reminder {
  /** Part of every delivery's idempotency key: the same for every attempt, another for another due date, stage or person. */
  readonly key: string;
  readonly subject: Subject;
  /** `before-2d`, `due`, `late-1d`, `late-8d`, …, or `lead-3d`. */
  readonly stage: string;
  /** `LEAD`: the owner's, looked up when it is sent. */
  readonly to: 'OWNER' | 'LEAD';
  /** The subject's owner. */
  readonly owner: string;
  /** The subject's due date. */
  readonly dueAt: Instant;
  /** When this reminder was decided. */
  readonly at: Instant;
}

/** Everything that is true of an incident's learning; part of its state. */
export interface PostIncident {
  readonly plan: PostIncidentPlan;
  /** Who resolved it; null: it resolved by itself, or is not resolved. */
  readonly resolvedBy: string | null;
  /** null: the reopen window has not ended. */
  readonly beganAt: Instant | null;
  /** null: it is not over. */
  readonly closedAt: Instant | null;
  /** null: none is asked for, or not yet. */
  readonly postmortem: Postmortem | null;
  /** In the order of their numbers. */
  readonly followUps: readonly FollowUp[];
  /** Somebody's reason why there is nothing to do. */
  readonly noFollowUpsBecause: string | null;
  /** At most one for each subject and receiver: a later one takes the place of an earlier. */
  readonly reminders: readonly Reminder[];
}

/** The revision that everybody reads as the postmortem, whatever was written since; null: none is published. */
export const publishedRevision = (postmortem: Postmortem | null | undefined): number | null =>
  postmortem?.status === 'PUBLISHED' ? postmortem.revision : null;

export const UNREMINDED: Reminded = { stages: 0, lead: false };

/** Before anything has been learnt. */
export const nothingLearnt = (plan: PostIncidentPlan): PostIncident => ({
  plan,
  resolvedBy: null,
  beganAt: null,
  closedAt: null,
  postmortem: null,
  followUps: [],
  noFollowUpsBecause: null,
  reminders: [],
});

export const openFollowUps = (learning: PostIncident | undefined): readonly FollowUp[] =>
  learning?.followUps.filter((one) => one.status === 'OPEN') ?? [];

/** When something began to be waited for that happens at once if somebody lives: the draft, a reminder. */
export function learningWaitsSince(learning: PostIncident | undefined): readonly Instant[] {
  if (learning === undefined) return [];
  const { postmortem, beganAt, reminders } = learning;
  return [...(postmortem?.status === 'WANTED' && beganAt !== null ? [beganAt] : []), ...reminders.map(({ at }) => at)];
}

/** Something is under way that only the workflow which began it can end. */
export const isLearningBusy = (learning: PostIncident | undefined): boolean =>
  learningWaitsSince(learning).length > 0 ||
  openFollowUps(learning).some(({ ticket }) => learning?.beganAt !== null && ticket?.status === 'WANTED');
