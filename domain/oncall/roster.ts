import type { Handbook } from '../handbook/handbook.model.js';
import type { Instant } from '../instant.js';
import { piecesBetween, type Shift, type Vacancy } from './holder.js';
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
  const columns = schedules.map((schedule) => ({ schedule, pieces: piecesBetween(handbook, schedule, span, zones) }));
  const starts = new Set([
    span.from,
    ...columns.flatMap(({ pieces }) => pieces.map(({ from }) => from)).filter((from) => from > span.from),
  ]);
  const ordered = [...starts].toSorted((a, b) => a - b);
  const readers = columns.map(({ schedule, pieces }) => ({ schedule, holderAt: inOrder(pieces) }));
  return ordered.map((from, index) => ({
    from,
    to: ordered[index + 1] ?? span.to,
    holders: Object.fromEntries(
      readers.flatMap(({ schedule, holderAt }) => {
        const person = holderAt(from);
        return person === null ? [] : [[schedule, person]];
      }),
    ),
  }));
}

/** Who holds at an instant, asked in the order of time: each piece is looked at once, however many rows there are. */
function inOrder(pieces: readonly (Shift | Vacancy)[]): (at: Instant) => string | null {
  let index = 0;
  return (at) => {
    while ((pieces[index]?.to ?? Number.POSITIVE_INFINITY) <= at) index += 1;
    return pieces[index]?.person ?? null;
  };
}
