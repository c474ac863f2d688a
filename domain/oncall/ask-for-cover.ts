import type { CoverRequest } from '../covers/cover-request.model.js';
import type { DomainError } from '../error.js';
import { HOUR_MS, type Instant, MINUTE_MS } from '../instant.js';
import { err, ok, type Result } from '../result.js';
import { piecesBetween, type Span } from './holder.js';
import { judgeReason, judgeSpan, type Known } from './take-shift.js';
import { teamOf } from './team.js';
import { withCovers } from './with-covers.js';

export interface Asking extends Span {
  readonly schedule: string;
  readonly asker: string;
  /** null: everybody of the schedule's rotation who is not away. */
  readonly person: string | null;
  /** null: an hour before the shift begins, at least a quarter of an hour from now. */
  readonly answerBy: Instant | null;
  readonly reason: string | null;
  readonly at: Instant;
}

const BEFORE_SHIFT_MS = HOUR_MS;
const AT_LEAST_MS = 15 * MINUTE_MS;

/**
 * Somebody asks for cover of a time throughout which they are on call. `open`: what still waits for answers. Refused: a time that is over,
 * too long or not wholly theirs, somebody who is nobody or themselves, and a second request for the same time. Throws `NOT_FOUND` for a
 * schedule that the handbook does not have. Guide: G1.1
 */
export function askForCover(known: Known, open: readonly CoverRequest[], asking: Asking): Result<Omit<CoverRequest, 'id'>, DomainError> {
  const { schedule, asker, from, to, reason, at } = asking;
  const refusal =
    judgeReason(reason) ??
    judgeSpan({ from, to }, at) ??
    judgeHolding(known, asking) ??
    judgePerson(known, asking) ??
    judgeOpen(open, asking);
  if (refusal !== null) return err(refusal);
  const answerBy = asking.answerBy ?? Math.min(to, Math.max(from - BEFORE_SHIFT_MS, at + AT_LEAST_MS));
  if (answerBy <= at || answerBy > to)
    return err({ code: 'INVALID_INPUT', field: 'answerBy', detail: 'it is not between now and the end of the shift' });
  const candidates = candidatesOf(known, asking);
  if (candidates.length === 0)
    return err({ code: 'CONFLICT', detail: `nobody else of ${schedule} is there in that time`, hint: 'ask a person by name' });
  const told = { schedule, asker, candidates, from, to, reason, askedAt: at, answerBy };
  return ok({ ...told, status: 'ASKED', declined: [], acceptedBy: null, settledAt: null });
}

function judgeHolding({ handbook, covers, zones }: Known, { schedule, asker, from, to }: Asking): DomainError | null {
  const other = piecesBetween(withCovers(handbook, covers), schedule, { from, to }, zones).find(({ person }) => person !== asker);
  if (other === undefined) return null;
  const since = new Date(Math.max(other.from, from)).toISOString();
  return {
    code: 'INVALID_INPUT',
    field: 'from',
    detail: `${asker} is not on call for ${schedule} throughout that time: ${other.person ?? 'nobody'} is from ${since}`,
    hint: 'ask for a time in which you are on call',
  };
}

function judgePerson({ handbook }: Known, { asker, person }: Asking): DomainError | null {
  if (person === null) return null;
  if (person === asker) return { code: 'INVALID_INPUT', field: 'person', detail: 'nobody covers for themselves' };
  if (Object.hasOwn(handbook.people, person)) return null;
  return { code: 'UNKNOWN_PERSON', field: 'person', detail: `the handbook has no person ${person.slice(0, 60)}` };
}

function judgeOpen(open: readonly CoverRequest[], { schedule, asker, from, to }: Asking): DomainError | null {
  const other = open.find((one) => one.schedule === schedule && one.asker === asker && one.from < to && from < one.to);
  if (other === undefined) return null;
  return { code: 'CONFLICT', detail: `${other.id} asks for that time already`, hint: `tocsin oncall cover withdraw ${other.id}` };
}

function candidatesOf({ handbook }: Known, { schedule, asker, person, from, to }: Asking): readonly string[] {
  if (person !== null) return [person];
  const isAway = (id: string): boolean => (handbook.people[id]?.away ?? []).some((away) => away.from < to && from < away.to);
  return teamOf(handbook, schedule).filter((id) => id !== asker && Object.hasOwn(handbook.people, id) && !isAway(id));
}
