import type { DurationMs, Instant } from '../instant.js';

/** A half-open span [from, to) in which a person is not available. */
export interface Absence {
  readonly from: Instant;
  readonly to: Instant;
  readonly reason?: string;
}

/** A half-open span [from, to) in which `person` holds the shift instead. */
export interface Override {
  readonly person: string;
  readonly from: Instant;
  readonly to: Instant;
  /** `COV-12`: people agreed on it while the handbook ran. Absent: the handbook says so. */
  readonly cover?: string;
}

/** People in turn, each for `everyDays` days and `everyHours` hours of the wall clock, which together are more than none. Guide: G1.1 */
export interface Rotation {
  readonly people: readonly string[];
  readonly everyDays: number;
  readonly everyHours?: number;
  /** Wall-clock handoff time, minutes after local midnight. */
  readonly handoffMinute: number;
  /** The local calendar date (`YYYY-MM-DD`) on which the first person's first shift begins. */
  readonly starting: string;
}

/**
 * A half-open span of every week by the wall clock, in minutes after Sunday 00:00: 0 <= `from` < 10080, `from` < `to` <= `from` + 10080.
 * One that goes beyond 10080 runs into the next week.
 */
export interface WeekSpan {
  readonly from: number;
  readonly to: number;
}

/** One rotation among several of a schedule. */
export interface Layer {
  /** Of its handoffs and of `during`. */
  readonly timezone: string;
  readonly rotation: Rotation;
  /** When it has somebody on call; apart from each other, earliest first, never empty. Absent: always. */
  readonly during?: readonly WeekSpan[];
}

/** Other layers stand in for the schedule's own throughout the half-open span [from, to). */
export interface TemporarySchedule {
  readonly from: Instant;
  readonly to: Instant;
  readonly layers: readonly Layer[];
}

/**
 * Who is on call is a pure function of an instant: a rotation of its own, several in layers (at each instant the first that has
 * somebody), or another schedule's, shifted by `offset` people.
 */
export type ScheduleSource =
  | { readonly kind: 'rotation'; readonly rotation: Rotation }
  | { readonly kind: 'layers'; readonly layers: readonly Layer[] }
  | { readonly kind: 'follows'; readonly schedule: string; readonly offset: number };

export interface Schedule {
  readonly id: string;
  readonly timezone: string;
  readonly source: ScheduleSource;
  readonly overrides: readonly Override[];
  /** Where two overlap, the later one in the list holds. */
  readonly temporary?: readonly TemporarySchedule[];
  /** Nobody should be on call for longer in one go; absent: no limit. */
  readonly longestShiftMs?: DurationMs;
}
