import { CancellationScope } from '@temporalio/workflow';
import type { LiveIncident } from './live-incident.js';

/** A cancel in the Temporal UI is noted and ends nothing that is not over. */
export function noteCancellation(live: LiveIncident): void {
  CancellationScope.current().cancelRequested.catch(() => live.act({ kind: 'cancellationRequested' }));
}
