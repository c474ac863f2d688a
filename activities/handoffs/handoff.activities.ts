import type { HandoffRule } from '../../domain/handbook/handbook.model.js';
import type { Handoff } from '../../domain/handoffs/handoff.model.js';
import type { ResolvedIncident } from '../../domain/handoffs/resolved-incident.model.js';
import type {
  AskedHandoff,
  HandoffDeskPort,
  HandoffRequest,
  PreparedHandoff,
  PreparedResolution,
  ResolutionDeskPort,
  ResolutionRequest,
} from '../ports/handoff-desk.port.js';

export interface HandoffActivities {
  /** Who goes and who comes at this instant, by the handbook as it is now; recorded once. Guide: G1.3 */
  prepareHandoff(request: HandoffRequest): Promise<PreparedHandoff>;
  recordHandoff(handoff: Handoff): Promise<void>;
  /** Sends the brief; a second attempt sends only what the first one did not. */
  sendHandoffBrief(handoff: Handoff): Promise<void>;
  /** Tells whoever is on call that an incident is over, once: what older builds asked for. Guide: G1.3 */
  tellResolved(incident: ResolvedIncident): Promise<void>;
  /** Wakes whoever is to know that nobody accepted. */
  pageForHandoff(missed: { readonly handoff: Handoff; readonly rule: HandoffRule }): Promise<void>;
  /** Who is asked to accept what is over, and until when; recorded once. Guide: G1.3 */
  prepareResolutionHandoff(request: ResolutionRequest): Promise<PreparedResolution | null>;
  askForResolution(asked: AskedHandoff): Promise<void>;
  /** Tells, without waking anybody, that nobody accepted. */
  tellUnacceptedResolution(asked: AskedHandoff): Promise<'TOLD' | 'MOOT'>;
}

export const createHandoffActivities = (desk: HandoffDeskPort, resolutions: ResolutionDeskPort): HandoffActivities => ({
  prepareHandoff: (request) => desk.prepare(request),
  recordHandoff: (handoff) => desk.record(handoff),
  sendHandoffBrief: (handoff) => desk.brief(handoff),
  tellResolved: (incident) => desk.tellResolved(incident),
  pageForHandoff: ({ handoff, rule }) => desk.tellOthers(handoff, rule),
  prepareResolutionHandoff: (request) => resolutions.prepare(request),
  askForResolution: (asked) => resolutions.ask(asked),
  tellUnacceptedResolution: (asked) => resolutions.tellUnaccepted(asked),
});
