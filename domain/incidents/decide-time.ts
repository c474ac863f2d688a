import { isPublishing, tellTheEnd } from '../communications/keep-page-in-step.js';
import type { Instant } from '../instant.js';
import { endReopenWindow } from '../postincident/decide-close.js';
import { fireReminders } from '../postincident/decide-reminders.js';
import { nextReminderAt, pendingSubjects } from '../postincident/reminders.js';
import { recordResolution } from './decide-lifecycle.js';
import { already, type Decided, type Draft } from './draft.js';
import { type Incident, isPast } from './incident.model.js';
import { advanceLadder, askDirectly, startLadder } from './ladder.js';
import { lapseOffer } from './settle-offer.js';

export type DeadlineKind = 'LADDER' | 'HAND_OVER' | 'ACK_EXPIRY' | 'SNOOZE_END' | 'AUTO_RESOLVE' | 'CLOSE' | 'REMINDER';

export interface Deadline {
  readonly at: Instant;
  readonly kind: DeadlineKind;
}

/** Everything that happens by itself unless somebody acts, soonest first. */
export function deadlines(incident: Incident): readonly Deadline[] {
  if (isPast(incident)) return reminders(incident);
  const found: Deadline[] = [];
  const add = (kind: DeadlineKind, at: Instant | null | undefined): void => {
    if (at !== null && at !== undefined) found.push({ kind, at });
  };
  add('LADDER', incident.ladder?.dueAt);
  add('HAND_OVER', incident.offer?.dueAt);
  add('ACK_EXPIRY', incident.holder?.expiresAt);
  add('SNOOZE_END', incident.snoozedUntil);
  add('AUTO_RESOLVE', incident.autoResolveAt);
  // Not before the public page has answered: afterwards nobody would hear it.
  if (!isPublishing(incident)) add('CLOSE', incident.reopenUntil);
  return found.sort((a, b) => a.at - b.at);
}

/** Who is to be reminded of what: only once the incident is past. */
function reminders({ postIncident }: Incident): readonly Deadline[] {
  const due = postIncident === undefined ? [] : pendingSubjects(postIncident).map(nextReminderAt);
  return due.map((at): Deadline => ({ kind: 'REMINDER', at })).sort((a, b) => a.at - b.at);
}

/** A late tick catches up step by step; this many rounds are more than any real incident has deadlines. */
const MAX_ROUNDS = 200;

/** Whatever is due at `draft.at` happens, in the order in which it was due. Never early. */
export function tick(draft: Draft): Decided {
  let rounds = 0;
  for (; rounds < MAX_ROUNDS; rounds += 1) {
    const next = deadlines(draft.incident())[0];
    if (next === undefined || next.at > draft.at) break;
    fire(draft, next);
  }
  return rounds === 0 ? already : draft.applied();
}

function fire(draft: Draft, deadline: Deadline): void {
  switch (deadline.kind) {
    case 'LADDER':
      return advanceLadder(draft, 'DEADLINE');
    case 'HAND_OVER':
      return lapseOffer(draft, 'NOT_TAKEN');
    case 'ACK_EXPIRY':
      return expireAcknowledgement(draft);
    case 'SNOOZE_END':
      draft.record({ type: 'SnoozeEnded' });
      return startLadder(draft, draft.incident().resumeStep, 'SNOOZE_ENDED');
    case 'AUTO_RESOLVE':
      return recordResolution(draft, null, 'all alerts resolved and stayed quiet');
    case 'CLOSE':
      return tellTheEnd(draft) ? undefined : endReopenWindow(draft);
    case 'REMINDER':
      return fireReminders(draft);
  }
}

/** The holder has shown no sign of life: they are asked first, then the ladder goes on. */
function expireAcknowledgement(draft: Draft): void {
  const { holder, generation } = draft.incident();
  if (holder === null) return;
  draft.record({ type: 'AcknowledgementExpired', person: holder.person, generation: generation + 1 });
  askDirectly(draft, holder.person, { rung: { kind: 'HOLDER', why: 'ACK_EXPIRED' }, why: 'ACK_EXPIRED' });
}
