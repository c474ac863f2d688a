import type { HandoffRule } from '../handbook/handbook.model.js';
import type { Instant } from '../instant.js';

/**
 * `BRIEFED`: nobody was asked to accept, since the holder stays the same. `PENDING`: the incoming person is asked; until they accept,
 * the first step pages both, where the guard changes. `OVERDUE`: they did not in time, and somebody else was told. `SUPERSEDED`: the next
 * handoff of the schedule came first, or the incident was reopened.
 */
export type HandoffStatus = 'BRIEFED' | 'PENDING' | 'OVERDUE' | 'ACCEPTED' | 'SUPERSEDED';

export interface Handoff {
  /** `on-call/2026-11-30T14:00Z`, `INC-1042/resolved/3`. */
  readonly id: string;
  readonly rule: HandoffRule['id'] | 'resolution';
  readonly schedule: string;
  /** The incident that is over and handed over; absent: the guard changes. */
  readonly incidentKey?: string;
  /** null: nobody held it before, or it is not to be said who did. */
  readonly outgoing: string | null;
  /** null: nobody holds it now. */
  readonly incoming: string | null;
  /** When the holder changed, or the incident was resolved; not when somebody noticed. */
  readonly at: Instant;
  /** null: nobody is asked to. */
  readonly acceptBy: Instant | null;
  readonly status: HandoffStatus;
  readonly acceptedAt: Instant | null;
}
