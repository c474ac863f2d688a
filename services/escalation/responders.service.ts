import type { OnCallPort, ResolveRequest, ResolveResult } from '../../activities/ports/on-call.port.js';
import { findResponders } from '../../domain/escalation/find-responders.js';
import type { SummonsTarget } from '../../domain/incidents/incident.model.js';
import type { ZoneRules } from '../../domain/oncall/zone-rules.js';
import type { HandbookReader } from '../handbook/handbook-reader.port.js';

/** Who, besides the holder of a schedule, is still on call for it: whoever hands over until somebody accepts. */
export interface PendingHandoffs {
  /** The outgoing person by schedule. Never throws, and never keeps a page waiting: what it cannot learn in time is nobody. */
  outgoingOf(schedules: readonly string[]): Promise<Readonly<Record<string, string>>>;
}

/** Who answers for each target now: the word of the version in force, cover included; whoever left it is never paged. Guide: G1.1, G1.2, G1.3 */
export class RespondersService implements OnCallPort {
  constructor(
    private readonly handbooks: HandbookReader,
    private readonly zones: ZoneRules,
    private readonly handoffs: PendingHandoffs,
  ) {}

  async resolve(request: ResolveRequest): Promise<ResolveResult> {
    const schedules = request.targets.filter(({ kind }) => kind === 'schedule').map(({ id }) => id);
    const [current, outgoing] = await Promise.all([this.handbooks.current(), this.handoffs.outgoingOf(schedules)]);
    const handbook = current?.handbook ?? (await this.handbooks.byVersion(request.handbookVersionId));
    // By the version that runs now, at an instant at which it does: what it says of the time before is nobody's word.
    const at = Math.max(request.at, current?.since ?? request.at);
    return findResponders(
      handbook,
      { ...request, at, targets: request.targets.flatMap((target) => withOutgoing(target, outgoing)) },
      this.zones,
    );
  }
}

function withOutgoing(target: SummonsTarget, outgoing: Readonly<Record<string, string>>): readonly SummonsTarget[] {
  const person = target.kind === 'schedule' && Object.hasOwn(outgoing, target.id) ? outgoing[target.id] : undefined;
  return person === undefined ? [target] : [target, { ...target, kind: 'person', id: person }];
}
