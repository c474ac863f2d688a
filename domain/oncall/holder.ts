import type { Handbook } from '../handbook/handbook.model.js';
import type { Override } from '../handbook/schedule.model.js';
import type { Instant } from '../instant.js';
import { layersAt } from './layers.js';
import { patternOf, type SchedulePattern, scheduleOf } from './schedule-sources.js';
import type { ZoneRules } from './zone-rules.js';

export interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

/** `person` holds the schedule throughout [from, to). */
export interface Shift extends Span {
  readonly person: string;
  readonly via: 'rotation' | 'temporary' | 'override' | 'cover';
  /** What gave it to them: the entry, counted from 0, among the layers, temporary schedules or overrides of a schedule. */
  readonly rule: { readonly schedule: string; readonly entry: number };
}

/** Throughout [from, to) nobody holds the schedule. */
export interface Vacancy extends Span {
  readonly person: null;
}

/**
 * Who holds a schedule at an instant; null: nobody. Guarantee: at most one person, `from <= at < to`, and the same answer for every
 * instant in between; the effort is the same, however far away `at` is.
 *
 * Covers and overrides are strongest (see `withCovers`), then temporary schedules (of either, the last one in the list), then the layers (the first that has
 * somebody). A schedule that follows another takes its layers and temporary schedules, shifted by `offset` people, but not its
 * overrides: a cover of the primary does not move the secondary. Throws `NOT_FOUND` for a schedule that the handbook does not have.
 * Guide: G1.1
 */
export function holderAt(handbook: Handbook, scheduleId: string, at: Instant, zones: ZoneRules): Shift | null {
  const piece = pieceAt(handbook, scheduleId, at, zones);
  return piece.person === null ? null : piece;
}

/** Every shift that has a moment in [span.from, span.to), oldest first and without overlap, each in its full length. */
export function shiftsBetween(handbook: Handbook, scheduleId: string, span: Span, zones: ZoneRules): readonly Shift[] {
  return piecesBetween(handbook, scheduleId, span, zones).filter((piece) => piece.person !== null);
}

/** Shifts and vacancies that have a moment in [span.from, span.to): each begins where the one before ends. */
export function piecesBetween(handbook: Handbook, scheduleId: string, span: Span, zones: ZoneRules): readonly (Shift | Vacancy)[] {
  const pieces: (Shift | Vacancy)[] = [];
  for (let at = span.from; at < span.to; ) {
    const piece = pieceAt(handbook, scheduleId, at, zones);
    pieces.push(piece);
    at = piece.to;
  }
  return pieces;
}

function pieceAt(handbook: Handbook, scheduleId: string, at: Instant, zones: ZoneRules): Shift | Vacancy {
  const { overrides } = scheduleOf(handbook, scheduleId);
  const winner = overrides.findLastIndex((override) => covers(override, at));
  const cover = overrides[winner];
  const base: Shift | Vacancy = cover
    ? { person: cover.person, from: cover.from, to: cover.to, via: viaOf(cover), rule: { schedule: scheduleId, entry: winner } }
    : withoutOverrides(patternOf(handbook, scheduleOf(handbook, scheduleId)), at, zones);
  return trimmed(base, overrides.slice(winner + 1), at);
}

function withoutOverrides({ schedule, layers, offset, temporary }: SchedulePattern, at: Instant, zones: ZoneRules): Shift | Vacancy {
  const winner = temporary.findLastIndex(({ stands }) => covers(stands, at));
  const standIn = temporary[winner];
  const stronger = temporary.slice(winner + 1).map(({ stands }) => stands);
  if (standIn === undefined) {
    const { held, ...span } = layersAt(layers, offset, at, zones);
    if (held === null) return trimmed({ ...span, person: null }, stronger, at);
    return trimmed({ person: held.person, ...span, via: 'rotation', rule: { schedule, entry: held.index } }, stronger, at);
  }
  const { held, from, to } = layersAt(standIn.stands.layers, standIn.offset, at, zones);
  const span = { from: Math.max(from, standIn.stands.from), to: Math.min(to, standIn.stands.to) };
  if (held === null) return trimmed({ ...span, person: null }, stronger, at);
  const rule = { schedule: standIn.schedule, entry: standIn.entry };
  return trimmed({ person: held.person, ...span, via: 'temporary', rule }, stronger, at);
}

const viaOf = ({ cover }: Override): 'override' | 'cover' => (cover === undefined ? 'override' : 'cover');

/** The part of `piece` around `at` that nothing of `stronger` takes away; none of `stronger` covers `at`. */
function trimmed<Piece extends Span>(piece: Piece, stronger: readonly Span[], at: Instant): Piece {
  let { from, to } = piece;
  for (const other of stronger) {
    if (other.to <= other.from) continue;
    if (other.to <= at) from = Math.max(from, other.to);
    else to = Math.min(to, other.from);
  }
  return { ...piece, from, to };
}

const covers = (span: Pick<Override, 'from' | 'to'>, at: Instant): boolean => span.from <= at && at < span.to;
