import { DomainFailure } from '../../domain/error.js';
import { acceptHandoff } from '../../domain/handoffs/decide-handoff.js';
import type { Handoff } from '../../domain/handoffs/handoff.model.js';
import type { Clock } from '../config/clock.js';
import { untilRecorded } from '../config/until-recorded.js';
import type { HandoffSignals } from '../orchestration/handoff-signals.port.js';
import type { Sight } from '../persistence/incident-scope.js';
import type { HandoffSearch, HandoffsRepository } from './handoffs.repository.js';

export interface HandoffsParts {
  readonly handoffs: HandoffsRepository;
  readonly signals: HandoffSignals;
  readonly clock: Clock;
}

/** `PENDING`: nobody has taken it up yet; it is kept, and acts when a worker returns. */
export interface AcceptedHandoff {
  readonly handoff: Handoff;
  readonly outcome: 'APPLIED' | 'ALREADY' | 'PENDING';
}

/** What people see of handoffs, and how they accept one. Guide: G1.3 */
export class HandoffsService {
  constructor(private readonly parts: HandoffsParts) {}

  /** Newest first, of one schedule or of all, within what `sight` may see. */
  list(sight: Sight, search: HandoffSearch): Promise<readonly Handoff[]> {
    return this.parts.handoffs.list(sight, search);
  }

  /** Those that nobody has accepted yet, by schedule. */
  async waiting(schedules: readonly string[]): Promise<ReadonlyMap<string, Handoff>> {
    const found = await this.parts.handoffs.waiting(schedules);
    return new Map(found.toReversed().map((handoff) => [handoff.schedule, handoff]));
  }

  /** Throws `NOT_FOUND`. */
  async find(id: string): Promise<Handoff> {
    return (await this.stored(id)) satisfies Handoff;
  }

  /** The incoming person takes over. Throws `NOT_FOUND`, `FORBIDDEN` for anybody else, `CONFLICT` where there is nothing to accept. */
  async accept(person: string, id: string): Promise<AcceptedHandoff> {
    const stored = await this.stored(id);
    if (stored.incoming !== person && (await this.parts.handoffs.isRestricted(id))) throw new DomainFailure(unknown(id));
    const at = this.parts.clock.now();
    const decided = acceptHandoff(stored, person, at);
    if (!decided.ok) throw new DomainFailure(decided.error);
    if (stored.status === 'ACCEPTED') return { handoff: stored, outcome: 'ALREADY' };
    if ((await this.parts.signals.accepted(stored.workflowId, { person, at })) === 'OVER') {
      throw new DomainFailure({ code: 'CONFLICT', detail: `the handoff ${id} is over`, hint: 'the next one asks anew' });
    }
    const seen = await untilRecorded(() => this.accepted(id));
    return { handoff: seen ?? stored, outcome: seen === null ? 'PENDING' : 'APPLIED' };
  }

  private async stored(id: string) {
    const found = await this.parts.handoffs.find(id);
    if (found === null) throw new DomainFailure(unknown(id));
    return found;
  }

  private async accepted(id: string): Promise<Handoff | null> {
    const handoff = await this.stored(id);
    return handoff.status === 'ACCEPTED' ? handoff : null;
  }
}

const unknown = (id: string) => ({ code: 'NOT_FOUND', field: 'id', detail: `there is no handoff ${id.slice(0, 80)}` }) as const;
