/** Lets `atOnce` pieces of work through at a time, the others in the order in which they came. */
export class Turnstile {
  private free: number;
  private readonly waiting: (() => void)[] = [];

  /** More than `maxWaiting` are turned away, so that a crowd costs no memory. */
  constructor(
    atOnce: number,
    private readonly maxWaiting: number,
  ) {
    this.free = atOnce;
  }

  /** What `work` answers, or what `crowded` throws or answers where too many wait already. */
  async through<T>(work: () => Promise<T>, crowded: () => T): Promise<T> {
    if (this.free > 0) this.free -= 1;
    else if (this.waiting.length >= this.maxWaiting) return crowded();
    else await new Promise<void>((go) => this.waiting.push(go));
    try {
      return await work();
    } finally {
      // Whoever waits takes the place over; otherwise it is free.
      const next = this.waiting.shift();
      if (next === undefined) this.free += 1;
      else next();
    }
  }
}
