import type { Instant } from '../instant.js';
import { shiftsBetween } from './holder.js';
import { clipped, stretches } from './joined.js';
import { type Covering, type Known } from './take-shift.js';
import { withCovers } from './with-covers.js';

/** `AWAY`: the handbook says that they are away. `ANOTHER_LEVEL`: they hold another schedule too, so that two steps page one person. */
export interface CoverWarning {
  readonly kind: 'AWAY' | 'ANOTHER_LEVEL';
  readonly person: string;
  /** The other schedule; null: they are away. */
  readonly schedule: string | null;
  readonly from: Instant;
  readonly to: Instant;
}

/** What speaks against the cover and does not forbid it, oldest first: people know more than the handbook. Guide: G1.1 */
export function coverWarnings({ handbook, covers, zones }: Known, { schedule, person, ...span }: Covering): readonly CoverWarning[] {
  const away = clipped(handbook.people[person]?.away ?? [], span).map(
    ({ from, to }): CoverWarning => ({
      kind: 'AWAY',
      person,
      schedule: null,
      from,
      to,
    }),
  );
  const covered = withCovers(handbook, covers);
  const elsewhere = Object.keys(covered.schedules)
    .filter((other) => other !== schedule)
    .flatMap((other) =>
      stretches(clipped(shiftsBetween(covered, other, span, zones), span))
        .filter((shift) => shift.person === person)
        .map(({ from, to }): CoverWarning => ({ kind: 'ANOTHER_LEVEL', person, schedule: other, from, to })),
    );
  return [...away, ...elsewhere].toSorted((a, b) => a.from - b.from);
}
