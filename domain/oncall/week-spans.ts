import type { WeekSpan } from '../handbook/schedule.model.js';
import type { Instant } from '../instant.js';
import { weekdayOf } from './calendar-date.js';
import { MINUTES_PER_DAY, MINUTES_PER_WEEK, wallInstant, wallMinute } from './wall-clock.js';
import type { ZoneRules } from './zone-rules.js';

/** The half-open span [from, to) throughout which a week's spans are open, or closed. */
export interface Window {
  readonly open: boolean;
  readonly from: Instant;
  readonly to: Instant;
}

/** No clock change moves the wall clock by more. */
const MARGIN = 2 * MINUTES_PER_DAY;

/**
 * Whether `spans` are open at `at`, since when and until when; the effort does not grow with the distance to any date.
 * Guarantee: `from <= at < to`. Both ends are wall-clock times of `zone`: 09:00 stays 09:00 over every clock change, a time that is
 * skipped is the jump, one that occurs twice its first occurrence. `spans` are as `tidyWeek` answers them. Guide: G1.1
 */
export function windowAt(spans: readonly WeekSpan[], zone: string, at: Instant, zones: ZoneRules): Window {
  const wall = wallMinute(zone, at, zones);
  const day = Math.floor(wall / MINUTES_PER_DAY);
  const sunday = (day - weekdayOf(day)) * MINUTES_PER_DAY;
  let from = Number.NEGATIVE_INFINITY;
  for (let week = sunday - MINUTES_PER_WEEK; week <= sunday + 2 * MINUTES_PER_WEEK; week += MINUTES_PER_WEEK) {
    for (const [index, span] of spans.entries()) {
      const next = spans[index + 1];
      const nextOpens = next === undefined ? week + MINUTES_PER_WEEK + (spans[0]?.from ?? 0) : week + next.from;
      // Long over, and so is the pause after it.
      if (nextOpens < wall - MARGIN) continue;
      const opens = wallInstant(zone, week + span.from, zones);
      if (opens > at) return { open: false, from, to: opens };
      const closes = wallInstant(zone, week + span.to, zones);
      if (at < closes) return { open: true, from: opens, to: closes };
      from = closes;
    }
  }
  throw new RangeError('a week without spans');
}

/** The same spans, without overlaps and cut nowhere, in the order of the week. All seven days long: one span of the whole week. */
export function tidyWeek(spans: readonly WeekSpan[]): readonly WeekSpan[] {
  const pieces = spans.flatMap(withinTheWeek).toSorted((a, b) => a.from - b.from);
  const merged: WeekSpan[] = [];
  for (const piece of pieces) {
    const last = merged.at(-1);
    if (last === undefined || piece.from > last.to) merged.push(piece);
    else merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, piece.to) };
  }
  const [first, last] = [merged[0], merged.at(-1)];
  if (first === undefined || last === undefined || first === last || first.from > 0 || last.to < MINUTES_PER_WEEK) return merged;
  return [...merged.slice(1, -1), { from: last.from, to: MINUTES_PER_WEEK + first.to }];
}

/** Whether the spans leave nothing of the week out. */
export const isWholeWeek = ([span]: readonly WeekSpan[]): boolean => span !== undefined && span.to - span.from === MINUTES_PER_WEEK;

function withinTheWeek({ from, to }: WeekSpan): readonly WeekSpan[] {
  if (to - from >= MINUTES_PER_WEEK) return [{ from: 0, to: MINUTES_PER_WEEK }];
  if (to <= MINUTES_PER_WEEK) return [{ from, to }];
  return [
    { from, to: MINUTES_PER_WEEK },
    { from: 0, to: to - MINUTES_PER_WEEK },
  ];
}
