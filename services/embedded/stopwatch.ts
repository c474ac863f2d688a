import { systemClock } from '../config/clock.js';

/** A finished part of the start, for the person who watches it. */
export interface Step {
  readonly name: string;
  readonly ms: number;
  readonly detail?: string;
}

/** Reports each part of the start with the milliseconds it took. */
export class Stopwatch {
  constructor(private readonly onStep: ((step: Step) => void) | undefined) {}

  async measure<T>(name: string, work: () => Promise<T>): Promise<T> {
    const startedAt = systemClock.now();
    const result = await work();
    this.onStep?.({ name, ms: systemClock.now() - startedAt });
    return result;
  }
}
