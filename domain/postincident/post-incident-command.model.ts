import type { Instant } from '../instant.js';
import type { FollowUpClass } from './classes.js';

/** What a person can say about what is to be learnt. Guide: G2.6 */
export type PostIncidentPersonCommand =
  /** `dueAt`: without it, as the handbook says for its class. */
  | {
      readonly kind: 'addFollowUp';
      readonly class: FollowUpClass;
      readonly title: string;
      readonly owner: string;
      readonly dueAt?: Instant;
    }
  | { readonly kind: 'assignFollowUp'; readonly followUp: number; readonly to: string }
  | { readonly kind: 'rescheduleFollowUp'; readonly followUp: number; readonly dueAt: Instant; readonly reason: string }
  | { readonly kind: 'completeFollowUp'; readonly followUp: number; readonly text?: string }
  | { readonly kind: 'cancelFollowUp'; readonly followUp: number; readonly reason: string }
  /** Once more, after the tracker refused it. */
  | { readonly kind: 'fileFollowUpTicket'; readonly followUp: number }
  | { readonly kind: 'assignPostmortem'; readonly to: string }
  /** `digest`: of the revision that is published, SHA-256 in hex; without it only the draft can be. `noFollowUpsBecause`: why nothing is left to do. */
  | { readonly kind: 'publishPostmortem'; readonly revision: number; readonly digest?: string; readonly noFollowUpsBecause?: string };

export const POST_INCIDENT_COMMAND_KINDS = [
  'addFollowUp',
  'assignFollowUp',
  'rescheduleFollowUp',
  'completeFollowUp',
  'cancelFollowUp',
  'fileFollowUpTicket',
  'assignPostmortem',
  'publishPostmortem',
] as const satisfies readonly PostIncidentPersonCommand['kind'][];

export type ReminderOutcome =
  | { readonly status: 'SENT'; readonly person: string; readonly method: string; readonly receipt: string }
  | { readonly status: 'FAILED'; readonly code: string; readonly reason: string };

export type TicketSettlement =
  | { readonly status: 'FILED'; readonly id: string; readonly url: string }
  | { readonly status: 'FAILED'; readonly code: string; readonly reason: string };

/** What the machinery of learning reports. */
export type PostIncidentSystemCommand =
  | {
      readonly kind: 'postmortemDrafted';
      readonly revision: number;
      readonly digest: string;
      readonly owner: string;
      readonly dueAt: Instant;
    }
  | { readonly kind: 'reminderSettled'; readonly reminder: string; readonly outcome: ReminderOutcome }
  | { readonly kind: 'ticketSettled'; readonly followUp: number; readonly outcome: TicketSettlement };
