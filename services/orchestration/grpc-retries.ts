import { type Connection, defaultGrpcRetryOptions, type GrpcRetryOptions, makeGrpcRetryInterceptor } from '@temporalio/client';
import { SECOND_MS } from '../../domain/instant.js';
import { monotonicMs } from '../config/clock.js';

/** The SDK's own waits reach 5 s; whoever closes the connection waits for the longest one. */
const LONGEST_MS = 2 * SECOND_MS;
/** For the attempt itself, after its wait. */
const ATTEMPT_MS = 50;

/** The SDK's retries, which can be ended: one that waits when its channel is closed would throw where nobody catches. */
export class GrpcRetries {
  private isEnding = false;
  private waitsUntil = 0;

  readonly interceptor = makeGrpcRetryInterceptor(this.options(defaultGrpcRetryOptions()));

  /** Closes the connection whose retries these are: nothing is tried again from here, and no attempt waits any more, within two seconds or so. */
  async close(connection: Pick<Connection, 'close'>): Promise<void> {
    this.isEnding = true;
    const left = this.waitsUntil + ATTEMPT_MS - monotonicMs();
    if (left > 0) await new Promise((resolve) => setTimeout(resolve, left));
    await connection.close();
  }

  private options({ retryableDecider, delayFunction }: GrpcRetryOptions): GrpcRetryOptions {
    return {
      retryableDecider: (attempt, status) => !this.isEnding && retryableDecider(attempt, status),
      delayFunction: (attempt, status) => {
        const delay = Math.min(delayFunction(attempt, status), LONGEST_MS);
        this.waitsUntil = Math.max(this.waitsUntil, monotonicMs() + delay);
        return delay;
      },
    };
  }
}
