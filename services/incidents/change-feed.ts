import type { ChangeListener } from './incident-changes.service.js';

/** More different incidents than this wait for a slow reader: then it looks at everything again. */
const WAITING_AT_MOST = 1_000;

/** The changed incidents one reader has not seen yet, each once however often it changed. */
export interface ChangeFeed {
  /** The next key; null: look at everything again; undefined: it is over. */
  next(): Promise<string | null | undefined>;
  close(): void;
}

export function openFeed(listen: (listener: ChangeListener) => () => void): ChangeFeed {
  const waiting = new Set<string | null>();
  let closed = false;
  let wake: (() => void) | undefined;
  const stir = (): void => {
    wake?.();
    wake = undefined;
  };
  const unlisten = listen((key) => {
    if (key === null || waiting.size >= WAITING_AT_MOST) {
      waiting.clear();
      waiting.add(null);
    } else if (!waiting.has(null)) waiting.add(key);
    stir();
  });
  return {
    async next() {
      while (!closed && waiting.size === 0) await new Promise<void>((resolve) => (wake = resolve));
      if (closed) return undefined;
      const [key] = waiting;
      waiting.delete(key ?? null);
      return key ?? null;
    },
    close() {
      closed = true;
      unlisten();
      stir();
    },
  };
}
