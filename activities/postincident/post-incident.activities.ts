import { ApplicationFailure } from '@temporalio/common';
import type { ReminderOutcome } from '../../domain/postincident/post-incident-command.model.js';
import type { Drafted, DraftRequest, PostmortemDeskPort } from '../ports/postmortem-desk.port.js';
import type { ReminderDeskPort, ReminderRequest } from '../ports/reminder-desk.port.js';

export interface PostIncidentActivities {
  /** Writes revision 1 from the record, and says whose it is and when it is due, in working days. The same again changes nothing. Guide: G2.6 */
  draftPostmortem(request: DraftRequest): Promise<Drafted>;
  /** Reminds one person at low urgency, once per key. Throws a retryable `REMINDER_FAILED` when another attempt can help. Guide: G2.6 */
  sendReminder(request: ReminderRequest): Promise<ReminderOutcome>;
}

export const createPostIncidentActivities = (postmortems: PostmortemDeskPort, reminders: ReminderDeskPort): PostIncidentActivities => ({
  draftPostmortem: (request) => postmortems.draft(request),
  sendReminder: async (request) => {
    const result = await reminders.remind(request);
    if (result.status !== 'RETRY') return result;
    throw ApplicationFailure.retryable(`${result.code}: ${result.reason}`, 'REMINDER_FAILED');
  },
});
