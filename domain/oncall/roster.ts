import type { Handbook } from '../handbook/handbook.model.js';
import type { Instant } from '../instant.js';
import { piecesBetween } from './holder.js';
import type { ZoneRules } from './zone-rules.js';

/** Who holds each schedule throughout [from, to). */
export interface RosterRow {
  readonly from: Instant;
  readonly to: Instant;
  /** Person by schedule; a schedule that nobody holds is left out. */
  readonly holders: Readonly<Record<string, string>>;
}

/** The schedules side by side: a row whenever somebody changes, without gap or overlap, cut to the span. Guide: G1.1 */
export function rosterBetween(
  handbook: Handbook,
  schedules: readonly string[],
  span: { readonly from: Instant; readonly to: Instant },
  zones: ZoneRules,
): readonly RosterRow[] {
  const shifts = schedules.map((schedule) => ({ schedule, shifts: piecesBetween(handbook, schedule, span, zones) }));
  const starts = new Set([span.from, ...shifts.flatMap((one) => one.shifts.map((shift) => shift.from)).filter((from) => from > span.from)]);
  const ordered = [...starts].toSorted((a, b) => a - b);
  return ordered.map((from, index) => ({
    from,
    to: ordered[index + 1] ?? span.to,
    holders: Object.fromEntries(
      shifts.flatMap(({ schedule, shifts: own }) => {
        const shift = own.find((one) => one.from <= from && from < one.to);
        return shift === undefined || shift.person === null ? [] : [[schedule, shift.person]];
      }),
    ),
  }));
}
