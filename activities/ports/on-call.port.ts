import type { ResolveRequest, ResolveResult } from '../escalation/escalation.activities.js';

/** Knows who is on call, and how each person is reached. */
export interface OnCallPort {
  resolve(request: ResolveRequest): Promise<ResolveResult>;
}
