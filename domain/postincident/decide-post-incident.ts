import type { Decided, Draft } from '../incidents/draft.js';
import type { Actor } from '../incidents/incident.model.js';
import {
  addFollowUp,
  assignFollowUp,
  cancelFollowUp,
  completeFollowUp,
  fileFollowUpTicket,
  rescheduleFollowUp,
  ticketSettled,
} from './decide-follow-ups.js';
import { assignPostmortem, postmortemDrafted, publishPostmortem } from './decide-postmortem.js';
import { reminderSettled } from './decide-reminders.js';
import type { PostIncidentPersonCommand, PostIncidentSystemCommand } from './post-incident-command.model.js';

/** What people say about what is to be learnt. Guide: G2.6 */
export function decideLearning(draft: Draft, command: PostIncidentPersonCommand & { readonly by: Actor }): Decided {
  switch (command.kind) {
    case 'addFollowUp':
      return addFollowUp(draft, command);
    case 'assignFollowUp':
      return assignFollowUp(draft, command);
    case 'rescheduleFollowUp':
      return rescheduleFollowUp(draft, command);
    case 'completeFollowUp':
      return completeFollowUp(draft, command);
    case 'cancelFollowUp':
      return cancelFollowUp(draft, command);
    case 'fileFollowUpTicket':
      return fileFollowUpTicket(draft, command);
    case 'assignPostmortem':
      return assignPostmortem(draft, command);
    case 'publishPostmortem':
      return publishPostmortem(draft, command);
  }
}

/** What the machinery of learning reports. */
export function decideLearningReports(draft: Draft, command: PostIncidentSystemCommand): Decided {
  switch (command.kind) {
    case 'postmortemDrafted':
      return postmortemDrafted(draft, command);
    case 'reminderSettled':
      return reminderSettled(draft, command);
    case 'ticketSettled':
      return ticketSettled(draft, command);
  }
}
