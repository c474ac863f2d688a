import type { HandoffRule } from '../../domain/handbook/handbook.model.js';
import type { Handoff } from '../../domain/handoffs/handoff.model.js';
import type { HandoffDeskPort, HandoffRequest, PreparedHandoff } from '../ports/handoff-desk.port.js';

export interface HandoffActivities {
  /** Who goes and who comes at this instant, by the handbook as it is now; recorded once. Guide: G1.3 */
  prepareHandoff(request: HandoffRequest): Promise<PreparedHandoff>;
  recordHandoff(handoff: Handoff): Promise<void>;
  /** Sends the brief; a second attempt sends only what the first one did not. */
  sendHandoffBrief(handoff: Handoff): Promise<void>;
  /** Wakes whoever is to know that nobody accepted. */
  pageForHandoff(missed: { readonly handoff: Handoff; readonly rule: HandoffRule }): Promise<void>;
}

export const createHandoffActivities = (desk: HandoffDeskPort): HandoffActivities => ({
  prepareHandoff: (request) => desk.prepare(request),
  recordHandoff: (handoff) => desk.record(handoff),
  sendHandoffBrief: (handoff) => desk.brief(handoff),
  pageForHandoff: ({ handoff, rule }) => desk.tellOthers(handoff, rule),
});
