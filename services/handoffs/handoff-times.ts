import type { Handbook, HandoffRule } from '../../domain/handbook/handbook.model.js';
import { DAY_MS, type Instant } from '../../domain/instant.js';
import { weekdayOf } from '../../domain/oncall/calendar-date.js';
import type { Span } from '../../domain/oncall/holder.js';
import { holderAsKnown, type KnownRoster, shiftsAsKnown } from '../../domain/oncall/known-roster.js';
import type { ZoneRules } from '../../domain/oncall/zone-rules.js';

const WEEK_DAYS = 7;
const AHEAD_MS = 28 * DAY_MS;

/** The first instant after `at` at which one of the rules hands the schedule over; a week later at the latest. */
export function nextHandoff(rules: readonly HandoffRule[], schedule: string, at: Instant, zones: ZoneRules): Instant {
  const times = rules.filter((rule) => rule.schedule === schedule).map((rule) => nextOf(rule, at, zones));
  return Math.min(at + WEEK_DAYS * DAY_MS, ...times);
}

function nextOf({ timezone, weekday, minute }: HandoffRule, at: Instant, zones: ZoneRules): Instant {
  const { epochDay } = zones.toLocal(timezone, at);
  const days = Array.from({ length: WEEK_DAYS + 2 }, (_, ahead) => epochDay + ahead);
  const times = days
    .filter((day) => weekday === null || weekdayOf(day) === weekday)
    .map((day) => zones.toInstant(timezone, { epochDay: day, minute }));
  return times.find((time) => time > at) ?? Number.POSITIVE_INFINITY;
}

/** Who holds the schedule at an instant; null where the handbook in force then has no such schedule, or nobody. */
export function holderOrNobody(roster: KnownRoster, schedule: string, at: Instant, zones: ZoneRules): string | null {
  return holderAsKnown(roster, schedule, at, zones)?.person ?? null;
}

/** What `nextHolder` needs to know of after `at`. */
export const aheadOf = (at: Instant): Span => ({ from: at, to: at + AHEAD_MS });

/** Who comes after the present holder, and when; null: nobody within four weeks. */
export function nextHolder(
  roster: KnownRoster,
  schedule: string,
  at: Instant,
  zones: ZoneRules,
): { readonly person: string; readonly at: Instant } | null {
  const present = holderOrNobody(roster, schedule, at, zones);
  const next = shiftsAsKnown(roster, schedule, aheadOf(at), zones).find(({ person }) => person !== present);
  return next === undefined ? null : { person: next.person, at: next.from };
}

/** The zone in which somebody reads times; the company's where the handbook does not know them. */
export const zoneOf = (handbook: Handbook, person: string): string =>
  (Object.hasOwn(handbook.people, person) ? handbook.people[person]?.timezone : undefined) ?? handbook.timezone;
