import { systemClock } from '../config/clock.js';
import type { Logger } from './logger.js';

/** What ends a process in order, and at once. */
export interface Stoppable {
  /** Stops everything in order. */
  stop(): Promise<void>;
  /** Ends everything at once and returns. */
  kill(): void;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const CONVENTION = 128;
const NUMBERS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;

const endAtOnce = (signal: (typeof SIGNALS)[number]): void => process.exit(CONVENTION + NUMBERS[signal]);

/**
 * While a start is under way: a signal ends the process, whose exit ends the servers it has started.
 * Without this, Ctrl-C during the start would leave them behind. Yields to `stopOnSignals`.
 */
export function endOnSignals(): void {
  for (const signal of SIGNALS) {
    if (process.listenerCount(signal) === 0) process.on(signal, endAtOnce);
  }
}

/** npm passes the terminal's Ctrl-C on although the process has it already: one press arrives as two signals. */
const ONE_PRESS_MS = 500;

/**
 * The first signal stops in order and ends the process with code 0 (1 when stopping failed);
 * a second one ends it at once with 128 + its number. Returns what takes the handlers away again.
 */
export function stopOnSignals(target: Stoppable, log: Logger): () => void {
  let firstAt: number | null = null;
  const handle = (signal: (typeof SIGNALS)[number]): void => {
    const now = systemClock.now();
    if (firstAt !== null && now - firstAt < ONE_PRESS_MS) return;
    if (firstAt !== null) {
      target.kill();
      process.exit(CONVENTION + NUMBERS[signal]);
    }
    firstAt = now;
    log.info({ signal }, 'stopping; once more ends at once');
    target.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'stopping failed');
        target.kill();
        process.exit(1);
      },
    );
  };
  for (const signal of SIGNALS) process.off(signal, endAtOnce).on(signal, handle);
  return () => SIGNALS.forEach((signal) => process.off(signal, handle));
}
