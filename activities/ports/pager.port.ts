import type { Channel, Severity, Urgency } from '../../domain/handbook/handbook.model.js';
import type { Instant } from '../../domain/instant.js';

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

export interface PageRequest {
  /** As the contact method says: an address, a topic, a URL. */
  readonly address: string;
  /** Equal for every attempt at the same delivery; a channel that can, deduplicates by it. */
  readonly idempotencyKey: string;
  readonly message: PageMessage;
}

/** What became of one attempt. The adapter, not the caller, decides whether another attempt can help. */
export type DeliveryResult =
  | { readonly status: 'SENT'; /** The provider's own id or answer, for the record. */ readonly receipt: string }
  | { readonly status: 'FAILED'; readonly retryable: boolean; readonly code: string; readonly reason: string };

/** A channel that can make a person look. Never throws for a provider's refusal: it answers `FAILED`. Bounded to 10 s. */
export interface Pager {
  readonly channel: Channel;
  send(request: PageRequest): Promise<DeliveryResult>;
}
