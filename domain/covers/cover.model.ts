import type { DurationMs, Instant } from '../instant.js';
import { DAY_MS } from '../instant.js';

/** Nobody covers for longer in one go. */
export const LONGEST_COVER_MS: DurationMs = 31 * DAY_MS;

/**
 * `person` holds `schedule` throughout [from, to), whatever the handbook says; an ended one only until then. A cover never begins before
 * it was recorded and never ends before somebody ended it: who was on call in the past stays as it was. Guide: G1.1
 */
export interface Cover {
  /** `COV-12`, the request's where one was accepted. */
  readonly id: string;
  readonly schedule: string;
  readonly person: string;
  /** Who would have been on call in that time; empty: nobody. */
  readonly relieves: readonly string[];
  readonly from: Instant;
  readonly to: Instant;
  /** When it was taken or accepted. */
  readonly recordedAt: Instant;
  /** Who took it, or asked for it. */
  readonly by: string;
  readonly reason: string | null;
  /** When it was given back; null: it was not. */
  readonly endedAt: Instant | null;
  readonly endedBy: string | null;
}
