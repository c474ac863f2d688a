import type { Instant } from '../instant.js';

/** One follow-up on its way into a ticket tracker. Texts are hostile: the adapter makes them harmless for its tracker. Guide: G2.6 */
export interface TicketRequest {
  /** The idempotency key, for example `INC-1042/follow-up/2`: one ticket per key, however often it is asked for. */
  readonly key: string;
  readonly incidentKey: string;
  readonly followUp: string;
  readonly title: string;
  /** Markdown. */
  readonly body: string;
  /** The follow-up's class, for example `preventive`; the adapter adds its own. */
  readonly labels: readonly string[];
  /** A name in the tracker. One that the tracker does not know is left out. */
  readonly assignee?: string;
  readonly requestedAt: Instant;
}

/** A ticket as the tracker names it. */
export interface Ticket {
  readonly id: string;
  /** A web link. */
  readonly url: string;
}

/** What finally became of a request. `REFUSED`: another attempt would be refused alike, until a person has changed something. */
export type TicketOutcome =
  | ({ readonly status: 'FILED' } & Ticket)
  | { readonly status: 'REFUSED'; readonly code: string; readonly reason: string };
