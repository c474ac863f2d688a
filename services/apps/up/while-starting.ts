import type { Stoppable } from '../../embedded/stop-on-signals.js';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const CONVENTION = 128;
const NUMBERS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;

/**
 * Runs `start`; a signal meanwhile stops what has been started and ends the process with 128 + its number. Whatever ends the
 * process later, even a bug, ends what is in the stack with it.
 */
export async function whileStarting<T>(stack: Stoppable, start: () => Promise<T>): Promise<T> {
  const end = (signal: (typeof SIGNALS)[number]): void => {
    void stack.stop().finally(() => process.exit(CONVENTION + NUMBERS[signal]));
  };
  for (const signal of SIGNALS) process.once(signal, end);
  process.once('exit', () => stack.kill());
  try {
    return await start();
  } catch (error) {
    await stack.stop();
    throw error;
  } finally {
    for (const signal of SIGNALS) process.off(signal, end);
  }
}
