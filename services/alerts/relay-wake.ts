/** A sleep that can be cut short. A wake-up that comes while nobody sleeps is kept for the next sleep. */
export class RelayWake {
  private isDue = false;
  private awaken: (() => void) | null = null;

  now(): void {
    this.isDue = true;
    this.awaken?.();
  }

  /** Resolves after `ms`, or when woken. */
  async within(ms: number): Promise<void> {
    if (!this.isDue) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        this.awaken = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.awaken = null;
    this.isDue = false;
  }
}
