import { setTimeout as after } from 'node:timers/promises';
import type { Severity } from '../../domain/handbook/handbook.model.js';
import { type Clock, monotonicMs } from '../config/clock.js';
import type { AlertDelivery } from './alert-delivery.port.js';
import type { Leased } from './outbox.repository.js';
import { RelayWake } from './relay-wake.js';

/** Deliveries under way at once; the backlog stays in PostgreSQL. */
const IN_FLIGHT = 32;
/** Shorter than a lease, so that no two relays work on one incident. */
const DELIVERY_TIMEOUT_MS = 4_500;
const POLL_MS = 1_000;
/** Something is due, and a batch held its row just now. */
const HELD_MS = 15;
/** What a new SEV1 needs of two cores until its page has left: so long the others wait for each, and no longer than this for all. */
const HEAD_START_MS = 75;
const HEAD_START_AT_MOST_MS = 2_000;

export interface RelayPorts {
  readonly outbox: {
    lease(limit: number, from: Severity): Promise<readonly Leased[]>;
    nextDue(): Promise<number | null>;
    delivered(leased: Leased): Promise<void>;
    failed(leased: Leased, reason: string): Promise<void>;
    showCounts(): Promise<void>;
  };
  readonly delivery: AlertDelivery;
  /** Finds another incident for what a closed one never heard of. */
  readonly reroute: (closedKey: string) => Promise<unknown>;
  readonly clock: Clock;
  readonly log: (event: string, detail: Record<string, unknown>) => void;
}

/**
 * Tells workflows what monitors said: worst severity first, each incident by one relay at a time, however many processes run one.
 * New SEV1s get a head start: a crowd that begins beside them would take the time that their pages need.
 * What fails is tried again by itself and delays nobody else. Nothing is remembered here: a relay may die at any moment.
 */
export class OutboxRelay {
  private readonly wake = new RelayWake();
  private readonly underWay = new Set<Promise<void>>();
  private loop: Promise<void> | null = null;
  private stopping = false;
  private countedAt = 0;
  /** Until then only SEV1 is told. */
  private headStartEnds = 0;

  constructor(private readonly ports: RelayPorts) {}

  start(): void {
    if (this.loop !== null) return;
    this.stopping = false;
    this.loop = this.run();
  }

  /** Look now instead of at the next poll. */
  notify(): void {
    this.wake.now();
  }

  /** Takes nothing more and waits for what is under way. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.wake.now();
    await this.loop;
    await Promise.all(this.underWay);
    this.loop = null;
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      const waitMs = await this.round().catch((error: unknown) => {
        this.ports.log('outbox unreachable', { reason: reasonOf(error) });
        return POLL_MS;
      });
      if (!this.stopping) await this.wake.within(waitMs);
    }
  }

  /** One look at the outbox; answers how long there is nothing to do. */
  private async round(): Promise<number> {
    const room = IN_FLIGHT - this.underWay.size;
    if (room === 0) return POLL_MS; // the next delivery that ends wakes us
    const leased = await this.lease(room);
    for (const one of leased) this.begin(one);
    if (this.ports.clock.now() - this.countedAt > POLL_MS) {
      this.countedAt = this.ports.clock.now();
      await this.ports.outbox.showCounts();
    }
    if (leased.length === room) return POLL_MS;
    const due = await this.ports.outbox.nextDue();
    return due === null ? POLL_MS : Math.min(Math.max(due, HELD_MS), POLL_MS);
  }

  private async lease(room: number): Promise<readonly Leased[]> {
    const worst = await this.ports.outbox.lease(room, 'SEV1');
    const now = monotonicMs();
    const ended = Math.max(this.headStartEnds, now);
    const wanted = ended + worst.filter((one) => one.isNew).length * HEAD_START_MS;
    this.headStartEnds = Math.max(ended, Math.min(wanted, now + HEAD_START_AT_MOST_MS));
    if (this.headStartEnds > now || worst.length === room) return worst;
    return [...worst, ...(await this.ports.outbox.lease(room - worst.length, 'SEV4'))];
  }

  private begin(leased: Leased): void {
    const delivery = this.deliver(leased)
      .catch((error: unknown) =>
        this.ports.log('outbox row kept for the next try', { incident: leased.incidentKey, reason: reasonOf(error) }),
      )
      .finally(() => {
        this.underWay.delete(delivery);
        if (this.underWay.size === IN_FLIGHT - 1 || this.underWay.size === 0) this.wake.now();
      });
    this.underWay.add(delivery);
  }

  private async deliver(leased: Leased): Promise<void> {
    try {
      const answer = await withinLease(this.ports.delivery.deliver(leased));
      if (answer === 'CLOSED') await this.ports.reroute(leased.incidentKey);
    } catch (error) {
      await this.ports.outbox.failed(leased, reasonOf(error));
      return;
    }
    await this.ports.outbox.delivered(leased);
  }
}

async function withinLease<T>(delivery: Promise<T>): Promise<T> {
  const ended = new AbortController();
  const late = after(DELIVERY_TIMEOUT_MS, null, { signal: ended.signal }).then(() => {
    throw new Error(`no answer within ${DELIVERY_TIMEOUT_MS} ms`);
  });
  late.catch(() => undefined); // aborted: the delivery was first
  try {
    return await Promise.race([delivery, late]);
  } finally {
    ended.abort();
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
