import { SetupError } from '../../embedded/setup-error.js';
import type { Stoppable } from '../../embedded/stop-on-signals.js';

/** What is running so far; stopped last first. Once it stops, nothing more can be added. */
export class RunningStack implements Stoppable {
  private readonly running: Stoppable[] = [];
  private isStopping = false;

  /** Add it before it starts where that can be: whatever comes while the stack stops is ended here. */
  push<T extends Stoppable>(one: T): T {
    if (this.isStopping) {
      one.kill();
      throw new SetupError('stopped while it was starting');
    }
    this.running.push(one);
    return one;
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    for (const one of this.running.splice(0).reverse()) await one.stop();
  }

  kill(): void {
    this.isStopping = true;
    for (const one of this.running) one.kill();
  }
}
