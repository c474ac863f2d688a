import type { Severity, Urgency } from '../handbook/handbook.model.js';
import type { Instant } from '../instant.js';

/** What a page says, before any channel gives it its form. All texts may hold hostile characters. */
export interface PageMessage {
  readonly incidentKey: string;
  readonly title: string;
  readonly service: string;
  readonly severity: Severity;
  readonly urgency: Urgency;
  /** What broke, in one line. */
  readonly summary: string;
  /** Why this person, for example `primary on call, step 1 of 4`. */
  readonly reason: string;
  readonly detectedAt: Instant;
  /** Whom the next step pages if nobody answers, and when; null when nothing follows. */
  readonly next: { readonly who: string; readonly at: Instant } | null;
  readonly personName: string;
  /** A zone for the times in the text, the person's own. */
  readonly timezone: string;
  /** Opens the incident page; acknowledging is one POST from there. */
  readonly link: string;
  /** POST here acknowledges (for channels with a button). */
  readonly acknowledgeUrl: string;
  readonly test: boolean;
}
