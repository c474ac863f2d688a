import type { OnCallPort, ResolveRequest, ResolveResult } from '../ports/on-call.port.js';

export interface EscalationActivities {
  /** Who is to be paged now, by the handbook as it is now. Never empty-handed silently: each target yields people or a reason. Guide: G1.2 */
  resolveResponders(request: ResolveRequest): Promise<ResolveResult>;
}

export const createEscalationActivities = (onCall: OnCallPort): EscalationActivities => ({
  resolveResponders: (request) => onCall.resolve(request),
});
