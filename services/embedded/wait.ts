import { setTimeout as delay } from 'node:timers/promises';
import { systemClock } from '../config/clock.js';

const POLL_MS = 40;

/** Polls until `probe` holds; false when it does not within `timeoutMs`, or when `signal` aborts. */
export async function waitUntil(probe: () => boolean | Promise<boolean>, timeoutMs: number, signal?: AbortSignal): Promise<boolean> {
  const deadline = systemClock.now() + timeoutMs;
  while (!(await probe())) {
    if (systemClock.now() >= deadline || signal?.aborted === true) return false;
    await delay(POLL_MS);
  }
  return true;
}
