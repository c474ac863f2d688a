import { randomUUID } from 'node:crypto';
import type {
  DeskTicketResult,
  Ticket,
  TicketDelay,
  TicketDeskPort,
  TicketRequest,
  TicketResult,
  TicketTracker,
} from '../../activities/ports/ticket-tracker.port.js';
import { MINUTE_MS, SECOND_MS } from '../../domain/instant.js';
import type { Attempt, TicketIntentsRepository } from './ticket-intents.repository.js';

/** Times in ms. Shorter ones are for tests. */
export interface TicketTimes {
  /** How long nobody else takes up the key of an attempt that may have died. Longer than `fileTicket` may run. */
  readonly leaseMs: number;
  /** After an ask of which no answer came, and no ticket is to be seen: how long it may still appear before another is created. */
  readonly quietMs: number;
  /** How much the tracker's clock may be behind the database's. */
  readonly marginMs: number;
}

/**
 * `quietMs`: an ask ends within 30 s on our side and within 10 s on GitHub's (it ends a request itself then); what it created shows in
 * lists some seconds later, once the replicas have it. Two minutes hold all of that three times over, and nobody waits for a ticket.
 */
export const TICKET_TIMES: TicketTimes = { leaseMs: MINUTE_MS, quietMs: 2 * MINUTE_MS, marginMs: 15 * MINUTE_MS };

export interface TicketDeskParts {
  readonly intents: TicketIntentsRepository;
  /** None: this server files no tickets. */
  readonly tracker?: TicketTracker;
  readonly times?: TicketTimes;
}

/** Attempts of one process at a time. Sends of pages share the task queue, and never stand behind a tracker that hangs; trackers ask for few. */
const MOST_AT_ONCE = 4;
const NEXT_TURN_MS = 5 * SECOND_MS;

/** Files one ticket per key, through any death between intent and receipt. Guide: G2.6 */
export class TicketDeskService implements TicketDeskPort {
  private underWay = 0;
  private readonly times: TicketTimes;

  constructor(private readonly parts: TicketDeskParts) {
    this.times = parts.times ?? TICKET_TIMES;
  }

  async file(request: TicketRequest): Promise<DeskTicketResult> {
    const { tracker } = this.parts;
    if (tracker === undefined)
      return { status: 'REFUSED', code: 'TRACKER_NOT_CONFIGURED', reason: 'no ticket tracker is configured on this server' };
    if (this.underWay >= MOST_AT_ONCE) return delay('BUSY', `${MOST_AT_ONCE} tickets are being filed already`, NEXT_TURN_MS);
    this.underWay += 1;
    try {
      return await this.fileWith(tracker, request);
    } finally {
      this.underWay -= 1;
    }
  }

  private async fileWith(tracker: TicketTracker, request: TicketRequest): Promise<DeskTicketResult> {
    const { intents, times } = { ...this.parts, times: this.times };
    if (await intents.isRestricted(request.incidentKey))
      return { status: 'REFUSED', code: 'RESTRICTED_INCIDENT', reason: 'a restricted incident is told to no ticket tracker' };
    const taken = await intents.take(request, { tracker: tracker.kind, lease: randomUUID(), leaseMs: times.leaseMs });
    if (taken.status === 'FILED') return { status: 'FILED', ...taken.ticket };
    if (taken.status === 'HELD') return delay('IN_PROGRESS', 'another attempt is under way, or died not long ago', taken.restMs);
    const found = await this.findEarlier(tracker, request, taken.attempt);
    return found ?? (await this.create(tracker, request, taken.attempt));
  }

  /** The ticket that an earlier attempt may have created; null when it certainly has not, and one may be created. */
  private async findEarlier(tracker: TicketTracker, request: TicketRequest, attempt: Attempt): Promise<DeskTicketResult | null> {
    if (attempt.askedAgoMs === null) return null;
    const search = await tracker.find(request, attempt.intendedAt - this.times.marginMs);
    if (search.status === 'FOUND') return await this.filed(request, search.ticket);
    const rest = this.times.quietMs - attempt.askedAgoMs;
    if (search.status === 'NONE' && rest <= 0) return null;
    const why =
      search.status === 'NONE' ? delay('NOT_YET_SEEN', 'a ticket that was asked for may still appear in the tracker', rest) : search;
    await this.parts.intents.ended(attempt, why, 'UNKNOWN');
    return why;
  }

  private async create(tracker: TicketTracker, request: TicketRequest, attempt: Attempt): Promise<DeskTicketResult> {
    if (!(await this.parts.intents.ask(attempt))) return delay('IN_PROGRESS', 'the attempt took too long', NEXT_TURN_MS);
    const result = await tracker.create(request);
    if (result.status === 'FILED') return await this.filed(request, result);
    await this.parts.intents.ended(attempt, result, leftBy(result));
    return result;
  }

  private async filed(request: TicketRequest, { id, url }: Ticket): Promise<DeskTicketResult> {
    return { status: 'FILED', ...(await this.parts.intents.filed(request.key, { id, url })) };
  }
}

/** A refusal creates nothing: the tracker has answered. */
const leftBy = (result: Exclude<TicketResult, { readonly status: 'FILED' }>): 'UNKNOWN' | 'NOTHING' =>
  result.status === 'REFUSED' ? 'NOTHING' : result.left;

const delay = (code: string, reason: string, afterMs: number): TicketDelay => ({
  status: 'RETRY',
  code,
  reason,
  afterMs: Math.max(SECOND_MS, Math.ceil(afterMs)),
});
