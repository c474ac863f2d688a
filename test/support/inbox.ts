/** What a receiver has got so far, and a way to wait for more. */
export interface Inbox<T> {
  /** In the order of arrival. */
  readonly received: readonly T[];
  /** The first one, past or coming, that fits. Fails after `ms` and says what came instead. */
  until(fits: (item: T) => boolean, ms: number): Promise<T>;
}

export interface WritableInbox<T> extends Inbox<T> {
  push(item: T): void;
}

export function createInbox<T>(describe: (item: T) => string): WritableInbox<T> {
  const received: T[] = [];
  const waiting = new Set<(item: T) => void>();

  return {
    received,
    push: (item) => {
      received.push(item);
      for (const offer of waiting) offer(item);
    },
    until: (fits, ms) => {
      const present = received.find(fits);
      if (present !== undefined) return Promise.resolve(present);
      return new Promise((resolve, reject) => {
        const offer = (item: T): void => {
          if (!fits(item)) return;
          clearTimeout(deadline);
          waiting.delete(offer);
          resolve(item);
        };
        const deadline = setTimeout(() => {
          waiting.delete(offer);
          reject(new Error(`nothing fitting arrived within ${ms} ms; received: ${received.map(describe).join(' | ') || 'nothing'}`));
        }, ms);
        waiting.add(offer);
      });
    },
  };
}
