import type { ResolveRequest, ResolveResult } from '../../activities/ports/on-call.port.js';
import type { OnCallPort } from '../../activities/ports/on-call.port.js';
import type { Handbook } from '../../domain/handbook/handbook.model.js';
import type { Responder, SkippedTarget } from '../../domain/incidents/incident-command.model.js';
import type { SummonsTarget } from '../../domain/incidents/incident.model.js';
import { holderAt } from '../../domain/oncall/holder.js';
import type { ZoneRules } from '../../domain/oncall/zone-rules.js';
import type { HandbookReader } from '../handbook/handbook-reader.port.js';

/** Who answers for each target now: the running handbook's word, cover included; whoever left it is never paged. Guide: G1.1, G1.2 */
export class RespondersService implements OnCallPort {
  constructor(
    private readonly handbooks: HandbookReader,
    private readonly zones: ZoneRules,
  ) {}

  async resolve(request: ResolveRequest): Promise<ResolveResult> {
    const current = await this.handbooks.current();
    const handbook = current?.handbook ?? (await this.handbooks.byVersion(request.handbookVersionId));
    return findResponders(handbook, request, this.zones);
  }
}

/** Each person once, in the order of the targets; every target that yields nobody has its reason. */
export function findResponders(handbook: Handbook, request: ResolveRequest, zones: ZoneRules): ResolveResult {
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
  readonly request: ResolveRequest;
  readonly zones: ZoneRules;
}

function responderFor(handbook: Handbook, { target, request, zones }: Search): Responder | SkippedTarget {
  const skip = (reason: SkippedTarget['reason']): SkippedTarget => ({ target: target.id, reason });
  if (target.kind === 'schedule' && handbook.schedules[target.id] === undefined) return skip('NOT_IN_HANDBOOK');
  const id = target.kind === 'person' ? target.id : holderAt(handbook, target.id, request.at, zones).person;
  if (id === undefined) return skip('NOBODY_ON_CALL');
  const person = handbook.people[id];
  if (person === undefined) return skip('NOT_IN_HANDBOOK');
  const rungs = person.reach[request.urgency].flatMap(({ method, afterMs }) => {
    const channel = person.methods.find((one) => one.id === method)?.channel;
    return channel === undefined ? [] : [{ method, channel, afterMs }];
  });
  return rungs.length === 0 ? skip('NO_WORKING_METHOD') : { person: id, rungs };
}
