import type { Instant } from '../../domain/instant.js';
import type { Ticket, TicketOutcome, TicketRequest } from '../../domain/tickets/ticket.model.js';

export type { Ticket, TicketOutcome, TicketRequest } from '../../domain/tickets/ticket.model.js';

/** Another attempt may help, at the earliest after `afterMs` where the tracker said when. */
export interface TicketDelay {
  readonly status: 'RETRY';
  readonly code: string;
  readonly reason: string;
  readonly afterMs?: number;
}

export type TicketSearch = { readonly status: 'FOUND'; readonly ticket: Ticket } | { readonly status: 'NONE' } | TicketDelay | Refusal;

/** `UNKNOWN`: the tracker may have created the ticket all the same. `NOTHING`: it certainly has not. */
export type TicketResult = TicketOutcome | (TicketDelay & { readonly left: 'UNKNOWN' | 'NOTHING' });

type Refusal = Extract<TicketOutcome, { readonly status: 'REFUSED' }>;

/**
 * A tracker of tickets. Never throws for a tracker's refusal, and never answers with a credential or with the tracker's own words.
 * The adapter, not the caller, decides whether another attempt can help.
 */
export interface TicketTracker {
  readonly kind: 'github';
  /** The ticket that an earlier attempt at `request` created at `since` or later. `NONE` only when all of them were looked at. */
  find(request: TicketRequest, since: Instant): Promise<TicketSearch>;
  /** Creates one ticket that `find` recognises. Called twice it creates two: the desk sees to it that it is not. */
  create(request: TicketRequest): Promise<TicketResult>;
}

export type DeskTicketResult = TicketOutcome | TicketDelay;

/**
 * Files one ticket per key: the intent first, the receipt after. Whatever dies in between, the next attempt goes on from there.
 * A request of a RESTRICTED incident is refused; the same key may be asked for again after a refusal.
 */
export interface TicketDeskPort {
  file(request: TicketRequest): Promise<DeskTicketResult>;
}
