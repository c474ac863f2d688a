import { type Cover, LONGEST_COVER_MS } from '../covers/cover.model.js';
import type { DomainError } from '../error.js';
import type { Handbook } from '../handbook/handbook.model.js';
import type { Instant } from '../instant.js';
import { err, ok, type Result } from '../result.js';
import { piecesBetween, type Span } from './holder.js';
import { scheduleOf } from './schedule-sources.js';
import { endOf, withCovers } from './with-covers.js';
import type { ZoneRules } from './zone-rules.js';

export interface Taking {
  readonly schedule: string;
  readonly person: string;
  /** null: to the end of the present shift. */
  readonly until: Instant | null;
  readonly reason: string | null;
  readonly at: Instant;
}

/** What is known when a cover is judged. */
export interface Known {
  readonly handbook: Handbook;
  /** At least those that have a moment in the span. */
  readonly covers: readonly Cover[];
  readonly zones: ZoneRules;
}

/**
 * `person` takes the shift from now on. Refused: a span that is over, too long, wholly their own already, or covered by somebody else
 * (`CONFLICT`, naming which). Throws `NOT_FOUND` for a schedule that the handbook does not have. Guide: G1.1
 */
export function takeShift(known: Known, { schedule, person, until, reason, at }: Taking): Result<Omit<Cover, 'id'>, DomainError> {
  const span = { from: at, to: until ?? presentEnd(known, schedule, at) };
  const refusal = judgeReason(reason) ?? judgeCover(known, { schedule, person, ...span }, at);
  if (refusal !== null) return err(refusal);
  const relieves = relievedBy(known, { schedule, person, ...span });
  if (relieves === null) {
    return err({ code: 'CONFLICT', detail: `${person} is on call for ${schedule} in that time already`, field: 'until' });
  }
  return ok({ schedule, person, relieves, ...span, recordedAt: at, by: person, reason, endedAt: null, endedBy: null });
}

export interface Covering extends Span {
  readonly schedule: string;
  readonly person: string;
}

/** Why nobody can cover like this, whoever asks; null: they can. Of two covers of one time by different people the first stands. */
export function judgeCover({ handbook, covers }: Known, { schedule, person, from, to }: Covering, at: Instant): DomainError | null {
  scheduleOf(handbook, schedule);
  if (!Object.hasOwn(handbook.people, person)) {
    return { code: 'UNKNOWN_PERSON', detail: `the handbook has no person ${person.slice(0, 60)}`, field: 'person' };
  }
  const span = judgeSpan({ from, to }, at);
  if (span !== null) return span;
  const other = covers.find((cover) => cover.schedule === schedule && cover.person !== person && cover.from < to && from < endOf(cover));
  if (other === undefined) return null;
  return {
    code: 'CONFLICT',
    detail: `${other.person} covers ${schedule} in that time already: ${other.id}`,
    hint: `${other.person} can give it back: tocsin oncall end-cover ${other.id}`,
  };
}

const REASON_LENGTH = 500;

export const judgeReason = (reason: string | null): DomainError | null =>
  reason === null || reason.length <= REASON_LENGTH
    ? null
    : { code: 'INVALID_INPUT', field: 'reason', detail: `it has more than ${REASON_LENGTH} characters` };

/** `until` where it begins now: whoever takes a shift says no beginning. */
export function judgeSpan({ from, to }: Span, at: Instant): DomainError | null {
  const wrong = (field: string, detail: string): DomainError => ({ code: 'INVALID_INPUT', field, detail });
  if (from < at) return wrong('from', 'nobody can cover what is over: it begins in the past');
  if (to <= from) return wrong(from === at ? 'until' : 'to', 'it does not end after it begins');
  return to - from > LONGEST_COVER_MS ? wrong(from === at ? 'until' : 'to', 'nobody covers for longer than 31 days') : null;
}

/** Everybody else who would be on call in that time; null: only `person` would. */
export function relievedBy({ handbook, covers, zones }: Known, { schedule, person, ...span }: Covering): readonly string[] | null {
  const holders = piecesBetween(withCovers(handbook, covers), schedule, span, zones).map((piece) => piece.person);
  if (holders.every((holder) => holder === person)) return null;
  return [...new Set(holders)].filter((holder) => holder !== null && holder !== person).map(String);
}

/** When the present shift ends, or the time without anybody; never further away than a cover may reach. */
function presentEnd({ handbook, covers, zones }: Known, schedule: string, at: Instant): Instant {
  const [present] = piecesBetween(withCovers(handbook, covers), schedule, { from: at, to: at + 1 }, zones);
  return Math.min(present?.to ?? at, at + LONGEST_COVER_MS);
}
