import type { Channel } from '../../domain/handbook/handbook.model.js';
import type { Notice } from '../../domain/notifications/notice.model.js';
import type { PageMessage } from '../../domain/notifications/page-message.model.js';

export type { PageMessage } from '../../domain/notifications/page-message.model.js';

export interface PageRequest {
  /** As the contact method says: an address, a topic, a URL. */
  readonly address: string;
  /** Equal for every attempt at the same delivery; a channel that can, deduplicates by it. */
  readonly idempotencyKey: string;
  readonly message: PageMessage;
}

/** As `PageRequest`, for something that nobody has to answer. */
export interface TellRequest {
  readonly address: string;
  readonly idempotencyKey: string;
  readonly notice: Notice;
}

/** What became of one attempt. The adapter, not the caller, decides whether another attempt can help. */
export type DeliveryResult =
  | { readonly status: 'SENT' /** The provider's own id or answer, for the record. */; readonly receipt: string }
  | { readonly status: 'FAILED'; readonly retryable: boolean; readonly code: string; readonly reason: string };

/** A channel that can make a person look. Never throws for a provider's refusal: it answers `FAILED`. Bounded to 10 s. */
export interface Pager {
  readonly channel: Channel;
  send(request: PageRequest): Promise<DeliveryResult>;
  /** The same for a notice: a reminder, a brief. */
  tell(request: TellRequest): Promise<DeliveryResult>;
  /** Gives back what it holds open; afterwards it sends nothing. */
  close?(): void;
}
