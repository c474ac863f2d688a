import { CancellationScope, condition, isCancellation, proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../../activities/index.js';
import type { Reminder } from '../../domain/postincident/post-incident.model.js';
import type { ReminderOutcome } from '../../domain/postincident/post-incident-command.model.js';
import type { LiveIncident } from '../incidents/live-incident.js';
import { ACTIVITY_OPTIONS } from '../support/activity-options.js';
import { reminderInWords } from './learning-view.js';

const { sendReminder } = proxyActivities<Pick<Activities, 'sendReminder'>>(ACTIVITY_OPTIONS.sendReminder);

/** Sends each reminder that is due, and stops one that a later word made needless. Guide: G2.6 */
export async function sendReminders(live: LiveIncident): Promise<void> {
  const inFlight = new Map<string, CancellationScope>();
  const stopped = new Set<string>();
  const due = (): readonly Reminder[] => live.state.postIncident?.reminders ?? [];
  const fresh = (): readonly Reminder[] => due().filter(({ key }) => !inFlight.has(key));
  const stale = (): readonly string[] => [...inFlight.keys()].filter((key) => !stopped.has(key) && !due().some((one) => one.key === key));
  while (!live.over) {
    for (const key of stale()) {
      stopped.add(key);
      inFlight.get(key)?.cancel();
    }
    for (const reminder of fresh()) launch(live, reminder, inFlight);
    await condition(() => live.over || fresh().length > 0 || stale().length > 0);
  }
  for (const scope of inFlight.values()) scope.cancel();
}

function launch(live: LiveIncident, reminder: Reminder, inFlight: Map<string, CancellationScope>): void {
  const scope = new CancellationScope();
  inFlight.set(reminder.key, scope);
  void (async () => {
    const outcome = await scope.run(() => send(live, reminder));
    if (outcome !== null) live.act({ kind: 'reminderSettled', reminder: reminder.key, outcome });
    inFlight.delete(reminder.key);
  })();
}

/** null: nobody needs it any more. */
async function send(live: LiveIncident, reminder: Reminder): Promise<ReminderOutcome | null> {
  const { key: incidentKey, handbookVersionId, severity, service, title, visibility, postIncident } = live.state;
  const followUp = postIncident?.followUps.find(({ number }) => reminder.subject === `follow-up/${number}`) ?? null;
  try {
    return await sendReminder.executeWithOptions({ ...ACTIVITY_OPTIONS.sendReminder, summary: reminderInWords(live.state, reminder) }, [
      { incidentKey, handbookVersionId, severity, service, title, visibility, reminder, what: followUp?.title ?? null },
    ]);
  } catch (error) {
    if (isCancellation(error)) return null;
    return { status: 'FAILED', code: 'RETRIES_EXHAUSTED', reason: error instanceof Error ? error.message : 'unknown' };
  }
}
