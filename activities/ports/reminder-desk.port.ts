import type { Severity, Visibility } from '../../domain/handbook/handbook.model.js';
import type { Reminder } from '../../domain/postincident/post-incident.model.js';
import type { ReminderOutcome } from '../../domain/postincident/post-incident-command.model.js';

/** One reminder, as the workflow decided it. */
export interface ReminderRequest {
  readonly incidentKey: string;
  readonly handbookVersionId: number;
  readonly severity: Severity;
  readonly service: string;
  readonly title: string;
  /** `RESTRICTED`: a reminder says where to look, nothing of what it is about. */
  readonly visibility: Visibility;
  readonly reminder: Reminder;
  /** The follow-up's title; null: it is about the postmortem. */
  readonly what: string | null;
}

export type ReminderResult = ReminderOutcome | { readonly status: 'RETRY'; readonly code: string; readonly reason: string };

/** Gets one reminder to its owner, or to who leads them, once per key. An owner who left is never left unanswered for: the lead hears. */
export interface ReminderDeskPort {
  remind(request: ReminderRequest): Promise<ReminderResult>;
}
