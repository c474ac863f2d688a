import type { Handbook } from '../handbook/handbook.model.js';
import { type DatedVersion, inForceWithin } from '../handbook/versions-in-time.js';
import { DAY_MS, type Instant } from '../instant.js';
import { holderAt, type Shift, type Span, shiftsBetween } from './holder.js';
import { clipped, merged } from './joined.js';
import type { ZoneRules } from './zone-rules.js';

/**
 * What touches a shift (a cover, a turn that another version interrupts) is looked for this far outside of what is asked: no shift and
 * no cover that matters is longer.
 */
export const REACH_MS = 92 * DAY_MS;

export interface RosterVersion extends DatedVersion {
  readonly handbook: Handbook;
}

/** What was known, at one instant, of who is on call when. */
export interface KnownRoster {
  /** Oldest first, no two from the same instant; the first one answers for all time before it, too. */
  readonly versions: readonly RosterVersion[];
}

/** A shift, with the version whose rule gave it. */
export interface KnownShift extends Shift {
  readonly versionId: number;
}

/**
 * Who holds a schedule at an instant, by the version that runs then; null: nobody, or that version has no such schedule.
 * Guarantees: `from <= at < to`; a version that takes effect after `at` changes neither who holds it nor since when; one that leaves a
 * shift as it is neither begins nor ends it. Guide: G1.1
 */
export function holderAsKnown(roster: KnownRoster, schedule: string, at: Instant, zones: ZoneRules): KnownShift | null {
  const reigns = reignsOf(roster.versions);
  const index = reigns.findLastIndex(({ from }) => from <= at);
  const held = heldIn(reigns[index], schedule, at, zones);
  if (held === null) return null;
  let first = held;
  for (let before = index - 1; first.isContinued && before >= 0; before -= 1) {
    const earlier = heldIn(reigns[before], schedule, first.from - 1, zones);
    if (earlier === null || !isSame(earlier, first)) break;
    first = earlier;
  }
  let last = held;
  for (const next of reigns.slice(index + 1)) {
    const later = last.to === next.from ? heldIn(next, schedule, next.from, zones) : null;
    if (!later?.isContinued || !isSame(last, later)) break;
    last = later;
  }
  return plain({ ...held, from: first.from, to: last.to });
}

/**
 * The shifts within [span.from, span.to), clipped, oldest first and without overlap: each as the version that runs then has it, and one
 * that goes on when another version takes effect in one piece, with the rule that gave it when it began. Guide: G1.1
 */
export function shiftsAsKnown(roster: KnownRoster, schedule: string, span: Span, zones: ZoneRules): readonly KnownShift[] {
  const pieces = reignsOf(inForceWithin(roster.versions, span)).flatMap((reign) => {
    if (!Object.hasOwn(reign.handbook.schedules, schedule)) return [];
    const within = { from: Math.max(span.from, reign.from), to: Math.min(span.to, reign.to) };
    return shiftsBetween(reign.handbook, schedule, within, zones).map((shift) => cut(shift, reign));
  });
  return clipped(merged(pieces, isOneShift), span).map(plain);
}

/**
 * The turns that have a moment within [span.from, span.to), oldest first, each in its full length as far as the roster reaches, and none
 * joined to the next, so that the beginning of one does not depend on the span: what calendars know a shift by. Guide: G1.1
 */
export function turnsAsKnown({ versions }: KnownRoster, schedule: string, span: Span, zones: ZoneRules): readonly KnownShift[] {
  const pieces = reignsOf(versions).flatMap((reign) => {
    const within = clipped([reign], { from: span.from - REACH_MS, to: span.to + REACH_MS })[0];
    if (within === undefined || !Object.hasOwn(reign.handbook.schedules, schedule)) return [];
    return shiftsBetween(reign.handbook, schedule, within, zones).map((shift) => cut(shift, reign));
  });
  const turns = merged(pieces, (a, b) => a.via === b.via && b.isContinued);
  return turns.filter(({ from, to }) => from < span.to && to > span.from).map(plain);
}

/** Whether any of its versions has the schedule. */
export const hasSchedule = ({ versions }: KnownRoster, schedule: string): boolean =>
  versions.some(({ handbook }) => Object.hasOwn(handbook.schedules, schedule));

/** The roster once `version` was applied too, after all others: it runs from its instant until the next one takes effect. */
export function withVersion({ versions, ...roster }: KnownRoster, version: RosterVersion): KnownRoster {
  const others = versions.filter(({ effectiveAt }) => effectiveAt !== version.effectiveAt);
  return { ...roster, versions: [...others, version].toSorted((a, b) => a.effectiveAt - b.effectiveAt) };
}

/** A version throughout the time in which it runs. */
export interface Reign extends RosterVersion, Span {}

/** Which version runs in which part of [span.from, span.to), oldest first: they cover it, unless the roster has no version. */
export const reignsWithin = ({ versions }: KnownRoster, span: Span): readonly Reign[] =>
  clipped(reignsOf(inForceWithin(versions, span)), span);

const reignsOf = (versions: readonly RosterVersion[]): readonly Reign[] =>
  versions.map((version, index) => ({
    ...version,
    from: index === 0 ? Number.NEGATIVE_INFINITY : version.effectiveAt,
    to: versions[index + 1]?.effectiveAt ?? Number.POSITIVE_INFINITY,
  }));

/** The part of a shift in the time of one version; `isContinued`: by that version it had begun before. */
interface Piece extends KnownShift {
  readonly isContinued: boolean;
}

function heldIn(reign: Reign | undefined, schedule: string, at: Instant, zones: ZoneRules): Piece | null {
  if (reign === undefined || !Object.hasOwn(reign.handbook.schedules, schedule)) return null;
  const shift = holderAt(reign.handbook, schedule, at, zones);
  return shift === null ? null : cut(shift, reign);
}

const cut = (shift: Shift, { from, to, versionId }: Reign): Piece => ({
  ...shift,
  versionId,
  from: Math.max(shift.from, from),
  to: Math.min(shift.to, to),
  isContinued: shift.from < from,
});

const isSame = (a: Shift, b: Shift): boolean => a.person === b.person && a.via === b.via;

/** Entries are counted anew in each version: across the instant where one takes effect, they say nothing of a shift that goes on. */
const isOneShift = (a: Piece, b: Piece): boolean =>
  a.via === b.via && (b.isContinued || (a.rule.schedule === b.rule.schedule && a.rule.entry === b.rule.entry));

const plain = ({ person, via, rule, versionId, from, to }: Piece): KnownShift => ({ person, via, rule, versionId, from, to });
