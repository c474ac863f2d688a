import type { Stoppable } from '../../embedded/stop-on-signals.js';

/** What is running so far; stopped last first. */
export class RunningStack implements Stoppable {
  private readonly running: Stoppable[] = [];

  push<T extends Stoppable>(one: T): T {
    this.running.push(one);
    return one;
  }

  async stop(): Promise<void> {
    for (const one of this.running.splice(0).reverse()) await one.stop();
  }

  kill(): void {
    for (const one of this.running) one.kill();
  }
}
