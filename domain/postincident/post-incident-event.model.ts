import type { Actor } from '../incidents/incident.model.js';
import type { Instant } from '../instant.js';
import type { FollowUpClass } from './classes.js';
import type { Reminder, Subject } from './post-incident.model.js';

/** What can happen while people learn from an incident. Texts of postmortems are not here: an event knows a revision and its digest. */
export type PostIncidentEventBody =
  /** The reopen window is over, and something is left to do. `dueDays`: working days for the postmortem; null: none is asked for. */
  | { readonly type: 'PostIncidentBegan'; readonly dueDays: number | null }
  | {
      readonly type: 'PostmortemDrafted';
      readonly revision: number;
      readonly digest: string;
      readonly owner: string;
      readonly dueAt: Instant;
    }
  | { readonly type: 'PostmortemAssigned'; readonly by: Actor; readonly to: string }
  | {
      readonly type: 'PostmortemPublished';
      readonly by: Actor;
      readonly revision: number;
      readonly digest: string;
      readonly noFollowUpsBecause: string | null;
    }
  | {
      readonly type: 'FollowUpAdded';
      readonly by: Actor;
      readonly followUp: number;
      readonly class: FollowUpClass;
      readonly title: string;
      readonly owner: string;
      readonly dueAt: Instant;
    }
  | { readonly type: 'FollowUpAssigned'; readonly by: Actor; readonly followUp: number; readonly to: string }
  | {
      readonly type: 'FollowUpRescheduled';
      readonly by: Actor;
      readonly followUp: number;
      readonly dueAt: Instant;
      readonly reason: string;
    }
  | { readonly type: 'FollowUpCompleted'; readonly by: Actor; readonly followUp: number; readonly text: string | null }
  | { readonly type: 'FollowUpCanceled'; readonly by: Actor; readonly followUp: number; readonly reason: string }
  | { readonly type: 'TicketWanted'; readonly by: Actor; readonly followUp: number }
  | { readonly type: 'TicketFiled'; readonly followUp: number; readonly id: string; readonly url: string }
  | { readonly type: 'TicketFailed'; readonly followUp: number; readonly code: string; readonly reason: string }
  /** `stages`: how many stages of its owner are past now; null: it goes to the lead. */
  | { readonly type: 'ReminderDue'; readonly reminder: Omit<Reminder, 'at'>; readonly stages: number | null }
  | {
      readonly type: 'Reminded';
      readonly reminder: string;
      readonly subject: Subject;
      readonly person: string;
      readonly method: string;
      readonly receipt: string;
    }
  | {
      readonly type: 'ReminderFailed';
      readonly reminder: string;
      readonly subject: Subject;
      readonly code: string;
      readonly reason: string;
    };

export type PostIncidentEventType = PostIncidentEventBody['type'];

export const POST_INCIDENT_EVENT_TYPES = [
  'PostIncidentBegan',
  'PostmortemDrafted',
  'PostmortemAssigned',
  'PostmortemPublished',
  'FollowUpAdded',
  'FollowUpAssigned',
  'FollowUpRescheduled',
  'FollowUpCompleted',
  'FollowUpCanceled',
  'TicketWanted',
  'TicketFiled',
  'TicketFailed',
  'ReminderDue',
  'Reminded',
  'ReminderFailed',
] as const satisfies readonly PostIncidentEventType[];
