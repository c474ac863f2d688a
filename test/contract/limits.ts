import type { Breakage } from '../support/broken-provider.js';

/** How long a healthy server on loopback may take; as long as any request may. ms */
export const PATIENCE_MS = 10_000;
/** Given to what will never come to an end. */
export const SHORT_MS = 1_000;
/** Longer than `SHORT_MS` on any machine that works, and too short for a limit that was not heard of. */
export const IN_TIME_MS = 9_000;

const ENDLESS: ReadonlySet<string> = new Set(['HANGS', 'HANGS_AFTERWARDS', 'DRIPS'] satisfies (Breakage | 'HANGS_AFTERWARDS')[]);

/** What a request to a server in this `trouble` is given. */
export const limitFor = (trouble: string): number => (ENDLESS.has(trouble) ? SHORT_MS : PATIENCE_MS);
