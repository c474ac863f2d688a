import { DomainFailure } from '../../domain/error.js';
import { BatchPlan, type Part, partsOf } from './batch-plan.js';
import type { IngestMetrics } from './ingest.metrics.js';
import type { BatchOutcome } from './ingest.repository.js';
import type { IngestItem } from './ingest-item.js';
import { LIMITS } from './limits.js';
import { type PartOutcome, writeAround } from './poison.js';
import { blamesTheData, isTransient } from './write-failure.js';

export interface IngestReceipt {
  /** Alerts of this request that PostgreSQL would not take; kept with their reason. */
  readonly refused: number;
}

interface Waiting {
  readonly part: Part;
  readonly settle: (outcome: PartOutcome) => void;
  readonly fail: (error: unknown) => void;
}

/** Of one statement, while others take the same groups. */
const ATTEMPTS = 5;

export interface BatchWriter {
  /** Is called for one batch after the other. */
  write(parts: readonly Part[]): Promise<BatchOutcome>;
  /** Nothing more waits to be written for now. */
  rest(): void;
}

/**
 * Gathers requests into few statements, one at a time: while one commits, the next fills, so the batch grows with the load and
 * a lone request waits for nobody. A second one beside it would wait for the rows of the same groups, and cost both more.
 * The next statement leaves before the requests of the last one are answered: PostgreSQL works while this process writes answers.
 * A receipt means committed. Beyond its ceilings it refuses with `UNAVAILABLE`.
 */
export class IngestBatcher {
  private queue: Waiting[] = [];
  private bytes = 0;
  private requests = 0;
  private writing = false;

  constructor(
    private readonly writer: BatchWriter,
    private readonly metrics: IngestMetrics,
  ) {}

  /** Whether a body of `size` bytes can be taken in now. */
  hasRoomFor(size: number): boolean {
    return this.requests < LIMITS.queuedRequests && this.bytes + size <= LIMITS.queuedBytes;
  }

  async submit(item: IngestItem): Promise<IngestReceipt> {
    if (!this.hasRoomFor(item.body.length)) throw busy('more is waiting to be written than this process holds');
    this.bytes += item.body.length;
    this.requests += 1;
    try {
      const outcomes = await Promise.all(partsOf(item).map((part) => this.enqueue(part)));
      return { refused: outcomes.reduce((sum, outcome) => sum + outcome.refused, 0) };
    } finally {
      this.bytes -= item.body.length;
      this.requests -= 1;
    }
  }

  private enqueue(part: Part): Promise<PartOutcome> {
    return new Promise((settle, fail) => {
      this.queue.push({ part, settle, fail });
      if (this.writing) return;
      this.writing = true;
      // Everything that arrived in the same turn of the event loop shares the statement.
      setImmediate(() => void this.drain());
    });
  }

  private async drain(): Promise<void> {
    let answer = (): void => undefined;
    while (this.queue.length > 0) {
      const written = this.written(this.nextBatch());
      answer();
      answer = await written;
    }
    this.writing = false;
    this.writer.rest();
    answer();
  }

  /** Writes `batch`; what resolves answers those who wait for it. */
  private async written(batch: readonly Waiting[]): Promise<() => void> {
    try {
      const outcomes = await this.write(batch.map((waiting) => waiting.part));
      return () => batch.forEach((waiting, index) => waiting.settle(outcomes[index] ?? { part: waiting.part, refused: 0 }));
    } catch (error) {
      const reason = busy(`PostgreSQL did not take the alerts: ${reasonOf(error)}`);
      return () => batch.forEach((waiting) => waiting.fail(reason));
    }
  }

  private async write(parts: readonly Part[]): Promise<readonly PartOutcome[]> {
    const count = async (some: readonly Part[]): Promise<BatchOutcome> => {
      const outcome = await this.writeWhole(some);
      this.metrics.wrote(some.length, outcome);
      return outcome;
    };
    try {
      await count(parts);
      return parts.map((part) => ({ part, refused: 0 }));
    } catch (error) {
      if (blamesTheData(error)) return await writeAround(parts, count);
      throw error;
    }
  }

  /** One statement, again where others were in its way. */
  private async writeWhole(parts: readonly Part[]): Promise<BatchOutcome> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.writer.write(parts);
      } catch (error) {
        if (!isTransient(error) || attempt === ATTEMPTS) throw error;
      }
    }
  }

  private nextBatch(): readonly Waiting[] {
    const plan = new BatchPlan();
    const batch: Waiting[] = [];
    const later: Waiting[] = [];
    let alerts = 0;
    let bytes = 0;
    for (const waiting of this.queue) {
      const isFull = batch.length >= LIMITS.batchRequests || alerts >= LIMITS.batchAlerts || bytes >= LIMITS.batchBytes;
      if (isFull || !plan.take(waiting.part)) {
        later.push(waiting);
        continue;
      }
      batch.push(waiting);
      alerts += waiting.part.alerts.length;
      bytes += waiting.part.item.body.length;
    }
    this.queue = later;
    return batch;
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const busy = (detail: string): DomainFailure =>
  new DomainFailure({ code: 'UNAVAILABLE', detail, hint: `send it again after ${LIMITS.retryAfterSeconds} s` });
