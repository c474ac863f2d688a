/** The infrastructure's clock: leases, log lines, HTTP. Never for incident data (those instants come from the workflow). */
export interface Clock {
  /** Epoch milliseconds, UTC. */
  now(): number;
}

export const systemClock = { now: (): number => Date.now() } satisfies Clock;

/** Milliseconds for measuring how long something took; comparable within one process only. */
export const monotonicMs = (): number => performance.now();
