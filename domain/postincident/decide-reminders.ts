import { already, type Decided, type Draft } from '../incidents/draft.js';
import type { Command } from '../incidents/incident-command.model.js';
import type { Reminder } from './post-incident.model.js';
import { LEAD_STAGE, leadToldAt, type Pending, pendingSubjects, stageName, stagesPast } from './reminders.js';

/** Whatever is to be said by now is said once: after an outage the present stage, never those that were missed. Never early. Guide: G2.6 */
export function fireReminders(draft: Draft): void {
  const { postIncident } = draft.incident();
  for (const pending of postIncident === undefined ? [] : pendingSubjects(postIncident)) {
    const stages = stagesPast(pending.dueAt, draft.at);
    if (stages > pending.reminded.stages) remind(draft, pending, { to: 'OWNER', stage: stageName(stages - 1), stages });
    if (!pending.reminded.lead && draft.at >= leadToldAt(pending.dueAt))
      remind(draft, pending, { to: 'LEAD', stage: LEAD_STAGE, stages: null });
  }
}

interface Stage extends Pick<Reminder, 'to' | 'stage'> {
  readonly stages: number | null;
}

function remind(draft: Draft, { subject, owner, dueAt }: Pending, { to, stage, stages }: Stage): void {
  const key = `${draft.incident().key}/reminder/${subject}/${dueAt}/${stage}/${owner}`;
  draft.record({ type: 'ReminderDue', reminder: { key, subject, stage, to, owner, dueAt }, stages });
}

/** It left, or cannot. */
export function reminderSettled(draft: Draft, command: Extract<Command, { kind: 'reminderSettled' }>): Decided {
  const { reminder, outcome } = command;
  const waiting = draft.incident().postIncident?.reminders.find(({ key }) => key === reminder);
  if (waiting === undefined) return already;
  const { subject } = waiting;
  if (outcome.status === 'SENT') {
    const { person, method, receipt } = outcome;
    draft.record({ type: 'Reminded', reminder, subject, person, method, receipt });
  } else {
    draft.record({ type: 'ReminderFailed', reminder, subject, code: outcome.code, reason: outcome.reason });
  }
  return draft.applied();
}
