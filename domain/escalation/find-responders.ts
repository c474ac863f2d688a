import type { Handbook, Person, Urgency } from '../handbook/handbook.model.js';
import type { SummonsTarget } from '../incidents/incident.model.js';
import type { Responder, SkippedTarget } from '../incidents/incident-command.model.js';
import type { Instant } from '../instant.js';
import { awayUntil, holderAwayUntil } from '../oncall/absence.js';
import { holderAt, type Shift } from '../oncall/holder.js';
import { isWorkingTime } from '../oncall/working-hours.js';
import type { ZoneRules } from '../oncall/zone-rules.js';

/** Whom to look for, and when. */
export interface ResponderSearch {
  readonly targets: readonly SummonsTarget[];
  readonly urgency: Urgency;
  /** The instant at which holders of schedules are looked up. */
  readonly at: Instant;
}

export interface FoundResponders {
  readonly responders: readonly Responder[];
  readonly skipped: readonly SkippedTarget[];
}

/**
 * Each person once, in the order of the targets; every target that yields nobody has its reason. Who is away is among them, and
 * marked: whether they are paged all the same depends on why they are looked for. Guide: G1.1, G1.2
 */
export function findResponders(handbook: Handbook, request: ResponderSearch, zones: ZoneRules): FoundResponders {
  const responders: Responder[] = [];
  const skipped: SkippedTarget[] = [];
  for (const target of request.targets) {
    const found = responderFor(handbook, { target, request, zones });
    if ('reason' in found) {
      skipped.push(found);
      continue;
    }
    const known = responders.findIndex((one) => one.person === found.person);
    if (known < 0) responders.push(found);
    // One target says that they are there, by a cover that names them: that is the narrower word.
    else if (found.away === undefined) responders[known] = found;
  }
  return { responders, skipped };
}

interface Search {
  readonly target: SummonsTarget;
  readonly request: ResponderSearch;
  readonly zones: ZoneRules;
}

function responderFor(handbook: Handbook, { target, request, zones }: Search): Responder | SkippedTarget {
  const skip = (reason: SkippedTarget['reason']): SkippedTarget => ({ target: target.id, reason });
  if (!isItsTime(handbook, target, { at: request.at, zones })) return skip('OUTSIDE_HOURS');
  if (target.kind === 'schedule' && !Object.hasOwn(handbook.schedules, target.id)) return skip('NOT_IN_HANDBOOK');
  if (target.kind === 'person') return reachable(handbook, { id: target.id, shift: null, target, request });
  const shift = holderAt(handbook, target.id, request.at, zones);
  if (shift === null) return skip('NOBODY_ON_CALL');
  return reachable(handbook, { id: shift.person, shift, target, request });
}

interface Sought extends Omit<Search, 'zones'> {
  readonly id: string;
  /** null: the target names them. */
  readonly shift: Shift | null;
}

function reachable(handbook: Handbook, { id, shift, target, request }: Sought): Responder | SkippedTarget {
  // `hasOwn`: the id may come from outside, and `constructor` is nobody.
  const person = Object.hasOwn(handbook.people, id) ? handbook.people[id] : undefined;
  if (person === undefined) return { target: target.id, reason: 'NOT_IN_HANDBOOK' };
  const rungs = rungsOf(person, request.urgency);
  if (rungs.length === 0) return { target: target.id, reason: 'NO_WORKING_METHOD' };
  const until = shift === null ? awayUntil(person, request.at) : holderAwayUntil(handbook, shift, request.at);
  return { person: id, rungs, ...(until === null ? {} : { away: { target: target.id, until } }) };
}

function rungsOf({ reach, methods }: Person, urgency: Urgency): Responder['rungs'] {
  return reach[urgency].flatMap(({ method, afterMs }) => {
    const channel = methods.find((one) => one.id === method)?.channel;
    return channel === undefined ? [] : [{ method, channel, afterMs }];
  });
}

/** A target for some hours only is paged at any time once the handbook no longer says when people work. */
function isItsTime(
  { workingHours }: Handbook,
  { hours }: SummonsTarget,
  { at, zones }: Pick<ResponderSearch, 'at'> & Pick<Search, 'zones'>,
): boolean {
  if (hours === undefined || workingHours === undefined) return true;
  return isWorkingTime(workingHours, at, zones) === (hours === 'WORKING');
}
