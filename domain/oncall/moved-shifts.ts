import type { Instant } from '../instant.js';
import type { Shift } from './holder.js';
import { type KnownRoster, shiftsAsKnown } from './known-roster.js';
import type { ZoneRules } from './zone-rules.js';

/** Throughout [from, to) somebody else holds the schedule than before. null: there is no such schedule. */
export interface MovedShift {
  readonly schedule: string;
  readonly from: Instant;
  readonly to: Instant;
  readonly before: string | null;
  readonly after: string | null;
}

export interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

/** Exactly where the holders of [span.from, span.to) differ between two rosters, schedule by schedule, oldest first. Guide: G1.1 */
export function movedShifts(before: KnownRoster, after: KnownRoster, span: Span, zones: ZoneRules): readonly MovedShift[] {
  const schedules = [...new Set([...schedulesOf(after), ...schedulesOf(before)])];
  return schedules.flatMap((schedule) =>
    differences(schedule, { was: shiftsAsKnown(before, schedule, span, zones), is: shiftsAsKnown(after, schedule, span, zones), span }),
  );
}

/** The newest version's first. */
const schedulesOf = ({ versions }: KnownRoster): readonly string[] =>
  versions.toReversed().flatMap(({ handbook }) => Object.keys(handbook.schedules));

interface Sides {
  readonly was: readonly Shift[];
  readonly is: readonly Shift[];
  readonly span: Span;
}

function differences(schedule: string, { was, is, span }: Sides): readonly MovedShift[] {
  const bounds = [...new Set([span.from, span.to, ...[...was, ...is].flatMap(({ from, to }) => [from, to])])]
    .filter((at) => at >= span.from && at <= span.to)
    .toSorted((a, b) => a - b);
  const moved: MovedShift[] = [];
  for (const [index, from] of bounds.slice(0, -1).entries()) {
    const to = bounds[index + 1] ?? span.to;
    const [before, after] = [personAt(was, from), personAt(is, from)];
    if (before === after) continue;
    const last = moved.at(-1);
    // A handoff to the same person is no move.
    if (last?.to === from && last.before === before && last.after === after) moved[moved.length - 1] = { ...last, to };
    else moved.push({ schedule, from, to, before, after });
  }
  return moved;
}

const personAt = (shifts: readonly Shift[], at: Instant): string | null =>
  shifts.find(({ from, to }) => from <= at && at < to)?.person ?? null;
