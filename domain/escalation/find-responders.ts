import type { Handbook, Urgency } from '../handbook/handbook.model.js';
import type { SummonsTarget } from '../incidents/incident.model.js';
import type { Responder, SkippedTarget } from '../incidents/incident-command.model.js';
import type { Instant } from '../instant.js';
import { holderAt } from '../oncall/holder.js';
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

/** Each person once, in the order of the targets; every target that yields nobody has its reason. */
export function findResponders(handbook: Handbook, request: ResponderSearch, zones: ZoneRules): FoundResponders {
  const responders: Responder[] = [];
  const skipped: SkippedTarget[] = [];
  for (const target of request.targets) {
    const found = responderFor(handbook, { target, request, zones });
    if ('reason' in found) skipped.push(found);
    else if (!responders.some((one) => one.person === found.person)) responders.push(found);
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
  const id = target.kind === 'person' ? target.id : holderAt(handbook, target.id, request.at, zones)?.person;
  if (id === undefined) return skip('NOBODY_ON_CALL');
  // `hasOwn`: the id may come from outside, and `constructor` is nobody.
  const person = Object.hasOwn(handbook.people, id) ? handbook.people[id] : undefined;
  if (person === undefined) return skip('NOT_IN_HANDBOOK');
  const rungs = person.reach[request.urgency].flatMap(({ method, afterMs }) => {
    const channel = person.methods.find((one) => one.id === method)?.channel;
    return channel === undefined ? [] : [{ method, channel, afterMs }];
  });
  return rungs.length === 0 ? skip('NO_WORKING_METHOD') : { person: id, rungs };
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
