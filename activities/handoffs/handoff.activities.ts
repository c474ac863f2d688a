import type { HandoffRule } from '../../domain/handbook/handbook.model.js';
import type { Handoff } from '../../domain/handoffs/handoff.model.js';
import type { HandoffDeskPort, HandoffRequest, PreparedHandoff, ResolvedIncident } from '../ports/handoff-desk.port.js';

export interface HandoffActivities {
  /** Who goes and who comes at this instant, by the handbook as it is now; recorded once. Guide: G1.3 */
  prepareHandoff(request: HandoffRequest): Promise<PreparedHandoff>;
  recordHandoff(handoff: Handoff): Promise<void>;
  /** Sends the brief; a second attempt sends only what the first one did not. */
  sendHandoffBrief(handoff: Handoff): Promise<void>;
  /** Tells whoever is on call that an incident is over, once. Guide: G1.3 */
  tellResolved(incident: ResolvedIncident): Promise<void>;
  /** Wakes whoever is to know that nobody accepted. */
  pageForHandoff(missed: { readonly handoff: Handoff; readonly rule: HandoffRule }): Promise<void>;
}

export const createHandoffActivities = (desk: HandoffDeskPort): HandoffActivities => ({
  prepareHandoff: (request) => desk.prepare(request),
  recordHandoff: (handoff) => desk.record(handoff),
  sendHandoffBrief: (handoff) => desk.brief(handoff),
  tellResolved: (incident) => desk.tellResolved(incident),
  pageForHandoff: ({ handoff, rule }) => desk.tellOthers(handoff, rule),
});
