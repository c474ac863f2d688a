import type { Instant } from '../../domain/instant.js';

/** The workflow's own time, the same on every replay. The one place where a workflow reads it. */
export const workflowNow = (): Instant => Date.now();
