import { DAY_MS, type Instant } from '../instant.js';
import type { PostIncident, Reminded, Subject } from './post-incident.model.js';

/** Two days before it is due, when it is, a day later, then each week. */
const FIRST_STAGES_MS = [-2 * DAY_MS, 0, DAY_MS] as const;
const WEEK_MS = 7 * DAY_MS;
/** Once, so late, the owner's lead is told. */
const LEAD_AFTER_MS = 3 * DAY_MS;

/** How long after the due date stage `index` is; before it where it is negative. */
const offsetOf = (index: number): number => FIRST_STAGES_MS[index] ?? DAY_MS + (index - 2) * WEEK_MS;

/** `before-2d`, `due`, `late-1d`, `late-8d`, `late-15d`, … */
export function stageName(index: number): string {
  const days = offsetOf(index) / DAY_MS;
  if (days === 0) return 'due';
  return days < 0 ? `before-${-days}d` : `late-${days}d`;
}

export const LEAD_STAGE = `lead-${LEAD_AFTER_MS / DAY_MS}d`;

/** How many stages of something that is due at `dueAt` are past at `at`. */
export function stagesPast(dueAt: Instant, at: Instant): number {
  const late = at - dueAt;
  const first = FIRST_STAGES_MS.filter((offset) => offset <= late).length;
  return first < FIRST_STAGES_MS.length ? first : first + Math.floor((late - DAY_MS) / WEEK_MS);
}

/** What is past already when something gets its due date is never reminded of. */
export const remindedFrom = (dueAt: Instant, at: Instant): Reminded => ({
  stages: stagesPast(dueAt, at),
  lead: at >= dueAt + LEAD_AFTER_MS,
});

export const leadToldAt = (dueAt: Instant): Instant => dueAt + LEAD_AFTER_MS;

/** Something that people are to be reminded of. */
export interface Pending {
  readonly subject: Subject;
  readonly owner: string;
  readonly dueAt: Instant;
  readonly reminded: Reminded;
}

/** The postmortem until it is published, every follow-up until it is settled. */
export function pendingSubjects({ postmortem, followUps }: PostIncident): readonly Pending[] {
  const open = followUps
    .filter(({ status }) => status === 'OPEN')
    .map(({ number, owner, dueAt, reminded }): Pending => ({ subject: `follow-up/${number}`, owner, dueAt, reminded }));
  if (postmortem?.status !== 'DRAFTED' || postmortem.owner === null || postmortem.dueAt === null) return open;
  const { owner, dueAt, reminded } = postmortem;
  return [{ subject: 'postmortem', owner, dueAt, reminded }, ...open];
}

/** When somebody is reminded of it next; there is always a next time. */
export function nextReminderAt({ dueAt, reminded }: Pending): Instant {
  const owners = dueAt + offsetOf(reminded.stages);
  return reminded.lead ? owners : Math.min(owners, leadToldAt(dueAt));
}
