import type { Instant } from '../instant.js';

/**
 * `ASKED`: it waits for an answer. `ACCEPTED`: the first who accepted covers. `DECLINED`: everybody who was asked declined. `WITHDRAWN`: the
 * asker needs nobody any more. `EXPIRED`: nobody took it in time; whoever asked stays on call.
 */
export type CoverRequestStatus = 'ASKED' | 'ACCEPTED' | 'DECLINED' | 'WITHDRAWN' | 'EXPIRED';

/** Somebody asks others to hold `schedule` throughout [from, to) instead of them. Guide: G1.1 */
export interface CoverRequest {
  /** `COV-12`; the cover that comes of it has the same. */
  readonly id: string;
  readonly schedule: string;
  /** Who asks, and stays on call until somebody accepts. */
  readonly asker: string;
  /** Who is asked: one person, or everybody of the schedule's rotation who can. */
  readonly candidates: readonly string[];
  readonly from: Instant;
  readonly to: Instant;
  readonly reason: string | null;
  readonly askedAt: Instant;
  /** From then on nobody can accept any more. */
  readonly answerBy: Instant;
  readonly status: CoverRequestStatus;
  readonly declined: readonly string[];
  readonly acceptedBy: string | null;
  /** When it stopped to wait; null: it waits. */
  readonly settledAt: Instant | null;
}

/** What somebody says to a request, and when they said it. */
export interface CoverAnswer {
  readonly kind: 'ACCEPT' | 'DECLINE' | 'WITHDRAW';
  readonly person: string;
  readonly at: Instant;
}
