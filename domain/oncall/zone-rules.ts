import type { Instant } from '../instant.js';

/** A wall-clock reading: calendar date and minutes after midnight. */
export interface LocalTime {
  /** Days since 1970-01-01 of the local calendar date. */
  readonly epochDay: number;
  /** 0..1439 */
  readonly minute: number;
}

/**
 * What the domain must be told about time zones, since their rules are data that changes.
 * Guarantee: `toInstant` is total. A wall-clock time that a spring-forward skips maps to the instant of the jump (the first
 * instant after the gap); one that occurs twice maps to the first occurrence.
 */
export interface ZoneRules {
  toLocal(zone: string, at: Instant): LocalTime;
  toInstant(zone: string, local: LocalTime): Instant;
}
